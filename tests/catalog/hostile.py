"""Files made to harm a reader of catalogs, by construction, and the child process that reads a folder of them."""

import io
import json
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.memory import peak

HEAD = "产品代码,产品名称,风险等级,管理费率\n"
MB = 1 << 20
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    'sheet.main+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/></Relationships>'
)
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def cell(place: str, text: str = "x") -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def header(row: int = 1) -> str:
    names = ("产品代码", "产品名称", "风险等级", "管理费率")
    return f'<row r="{row}">' + "".join(cell(f"{'ABCD'[at]}{row}", name) for at, name in enumerate(names)) + "</row>"


def product(row: int, code: str = "H-1") -> str:
    values = (code, "甲", "R2", "0.5%")
    return f'<row r="{row}">' + "".join(cell(f"{'ABCD'[at]}{row}", one) for at, one in enumerate(values)) + "</row>"


def workbook(data: str, after: str = "", *, sheet: str | None = None, more: Mapping[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS % ("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELS % ("worksheet", "worksheets/sheet1.xml"))
        archive.writestr("xl/worksheets/sheet1.xml", sheet or _SHEET % f"<sheetData>{data}</sheetData>{after}")
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return made.getvalue()


def merged(*areas: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{area}"/>' for area in areas) + "</mergeCells>"


def laughs(levels: int, wide: int, use: str) -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * wide)}]")
    return "\n".join([*lines, use % f"*a{levels - 1}", ""]).encode()


def merges(levels: int, wide: int) -> bytes:
    lines = ["m0: &m0 {name: 甲}"]
    for level in range(1, levels):
        lines.append(f"m{level}: &m{level} {{<<: [{', '.join([f'*m{level - 1}'] * wide)}], k{level}: 1}}")
    return "\n".join([*lines, "products:", f"- <<: *m{levels - 1}", "  key: H-1", ""]).encode()


def long(before: str, piece: str, after: str, size: int) -> bytes:
    return (before + piece * (size // len(piece.encode())) + after).encode()


def csv(rows: str) -> bytes:
    return (HEAD + rows).encode()


def item(inner: str) -> bytes:
    return f'[{{"产品代码": "H-1", "产品名称": "甲", {inner}}}]'.encode()


_GB = HEAD.encode("gb18030") + "H-1,青澜稳健,中低风险,0.5%\n".encode("gb18030")
_DUP = "- 产品代码: H-1\n  产品名称: 甲\n"
Made = tuple[str, Callable[[], bytes]]

# Each construction: what its files are made of. All of them say why they, or a row of them, were not read.
HOSTILE: Mapping[str, tuple[Made, ...]] = {
    "alias bombs": (
        ("yaml", lambda: laughs(9, 10, "products: [{key: H-1, name: 甲, fees: %s}]")),
        ("yaml", lambda: laughs(30, 2, "products: [{key: H-1, name: 甲, levels: %s}]")),
        ("yaml", lambda: laughs(9, 10, "products: %s")),
        ("yaml", lambda: laughs(9, 10, "products: [{key: H-1, name: %s}]")),
        ("yaml", lambda: laughs(4, 100, "products: [{key: H-1, name: 甲, x: %s}]")),
        ("yaml", lambda: b"products:\n- &a {key: H-1, name: x, fees: [*a]}\n"),
        ("yaml", lambda: b"- &a [*a]\n"),
        ("yaml", lambda: b"&a [*a, *a, *a]\n"),
        ("yaml", lambda: b"- key: H-1\n  name: *nowhere\n"),
    ),
    "merge bombs": tuple(
        ("yaml", made)
        for made in (
            lambda: merges(7, 10),
            lambda: merges(20, 2),
            lambda: merges(40, 3),
            lambda: merges(4, 100),
            lambda: b"products:\n- &a {<<: *a, key: H-1}\n",
            lambda: b"- {<<: 1, key: H-1, name: x}\n",
            lambda: b"- {<<: [1, 2], key: H-1, name: x}\n",
            lambda: b"- {<<: [[{name: x}]], key: H-1}\n",
            lambda: b"a: &a {<<: *b}\nb: &b {<<: *a}\n",
        )
    ),
    "duplicate keys": (
        ("yaml", lambda: f"{_DUP}  风险等级: R1\n  风险等级: R5\n".encode()),
        ("yaml", lambda: f"{_DUP}  产品代码: H-2\n".encode()),
        ("yaml", lambda: f"{_DUP}  levels: {{seller: R1, seller: R5}}\n".encode()),
        ("yaml", lambda: f'{_DUP}  "产品名称": 乙\n'.encode()),
        ("json", lambda: item('"levels": {"seller": "R1", "seller": "R5"}')),
        ("json", lambda: item('"产品代码": "H-2"')),
        ("json", lambda: item('"\\u4ea7品名称": "乙"')),
        ("jsonl", lambda: item('"name": "a", "name": "b"')[1:-1]),
        ("csv", lambda: "产品代码,产品代码,产品名称\nH-1,H-2,甲\n".encode()),
        ("csv", lambda: csv("H-1,甲,R1,1%\nH-1,甲,R5,1%\n")),
    ),
    "dimension bombs": tuple(
        ("xlsx", made)
        for made in (
            lambda: workbook(header() + product(2) + f'<row r="1048576">{cell("XFD1048576")}</row>'),
            lambda: workbook(header() + product(2) + f'<row r="3">{cell("XFD1048576")}</row>'),
            lambda: workbook(header() + product(2) + f'<row r="99999">{cell("ZZZ99999")}</row>'),
            lambda: workbook(header() + f'<row r="1048576">{cell("IV1048576")}</row>'),
            lambda: workbook(f"<row>{'<c/>' * 16384}</row>" + "<row><c/></row>" * 100 + f"<row>{'<c/>' * 16384}</row>"),
            lambda: workbook("<row>" + "<c/>" * 3_500_000 + "</row>"),
            lambda: workbook(header() + '<row r="9999999"><c><v>1</v></c></row>'),
            lambda: workbook(header() + f'<row r="2"><c s="0" r="XFD1048576"><v>1</v></c></row>{product(3)}'),
            lambda: workbook(
                "",
                sheet=_SHEET.replace("<work", "<x:work").replace("</work", "</x:work").replace("xmlns=", "xmlns:x=")
                % '<x:sheetData><x:row><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row></x:sheetData>',
            ),
        )
    ),
    "zip bombs": tuple(
        ("xlsx", made)
        for made in (
            lambda: workbook(header() + product(2), "<!--" + " " * (260 * MB) + "-->"),
            lambda: workbook(header(), more={f"xl/media/{n}.bin": b"\0" * (40 * MB) for n in range(5)}),
            lambda: workbook(header(), more={f"xl/{n}.xml": b"" for n in range(10_001)}),
            lambda: workbook(header() + product(2))[:-40],
            lambda: workbook(header() + product(2))[:300] + b"\0" * 500,
            lambda: b"PK\x03\x04" + b"\xff" * 10_000,
            lambda: b"PK\x05\x06" + b"\0" * 18,
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
            lambda: workbook("", sheet='<!DOCTYPE x [<!ENTITY a "' + "x" * 9999 + '">]>' + _SHEET % "<sheetData/>"),
        )
    ),
    "formulas": (
        ("csv", lambda: csv("=1+2,甲,R2,0.5%\n")),
        ("csv", lambda: csv("H-1,甲,=IF(1,2),0.5%\n")),
        ("csv", lambda: csv("H-1,@SUM(A1:A9),R2,0.5%\n")),
        ("csv", lambda: csv("H-1,\"=cmd|' /C calc'!A0\",R2,0.5%\n")),
        ("csv", lambda: csv('H-1,"=HYPERLINK(""http://x"",""y"")",R2,0.5%\n')),
        ("csv", lambda: csv("H-1,甲,R2,+A1(2)\n")),
        ("xlsx", lambda: workbook(f'{header()}<row r="2">{cell("A2")}{cell("B2")}<c r="C2"><f>1+1</f></c></row>')),
        (
            "xlsx",
            lambda: workbook(f'{header()}<row r="2">{cell("A2")}{cell("B2")}<c r="C2"><f>1</f><v>2</v></c></row>'),
        ),
        ("xlsx", lambda: workbook(f'{header()}<row r="2"><c r="A2" t="str"><f>B2</f><v>H</v></c>{cell("B2")}</row>')),
        ("xlsx", lambda: workbook(f'{header()}<row><c t="str"><f>B2</f><v>H</v></c>{cell("B2")}</row>')),
    ),
    "merged cells": tuple(
        ("xlsx", made)
        for made in (
            lambda: workbook(header() + product(2), merged("A1:B1")),
            lambda: workbook(header() + product(2), merged("B2:C2")),
            lambda: workbook(header() + product(2), merged("A1:XFD1048576")),
            lambda: workbook(header() + product(2) + product(3, "H-2"), merged("A2:B3")),
            lambda: workbook(header() + product(2), merged(*["A1:D9"] * 5000)),
            lambda: workbook(header() + product(2) + product(1000, "H-2"), merged(*["A1:A1048576"] * 1999, "A2:D2")),
            lambda: workbook(f'{header()}{product(2)}<row r="3">{cell("B3", "乙")}</row>', merged("A2:A3")),
            lambda: workbook(header() + product(2), merged("D2:A2", "ZZZ9:A1", "A1:C1")),
        )
    ),
    "deep nesting": (
        ("json", lambda: b"[" * 100_000),
        ("json", lambda: b'{"a":' * 100_000),
        ("json", lambda: item('"fees": ' + "[" * 5_000 + "]" * 5_000)),
        ("jsonl", lambda: b"[" * 100_000 + b"\n"),
        ("yaml", lambda: b"[" * 100_000),
        ("yaml", lambda: b"- " * 100_000),
        ("yaml", lambda: b"- key: H-1\n  x: " + b"{a: " * 20_000),
        ("yaml", lambda: b"? " * 100_000),
        ("yaml", lambda: b"\n".join(b" " * n + b"k:" for n in range(3_000))),
        ("yaml", lambda: b"- " + b"[x, y, [" * 10_000),
        ("yaml", lambda: (b"[" + b"x" * 70 + b",") * 50_000),
    ),
    "one line of 50 MB": (
        ("csv", lambda: long("", "产品代码,", "\n", 50 * MB)),
        ("csv", lambda: long(HEAD, "H-1,", "\n", 50 * MB)),
        ("csv", lambda: long(HEAD + '"', "x", "", 50 * MB)),
        ("csv", lambda: long("", "x", "", 50 * MB)),
        ("tsv", lambda: long("", "\t", "😀", 50 * MB)),
        ("json", lambda: long('[{"产品代码": "H-1", "产品名称": "', "甲", '"}]', 50 * MB)),
        ("json", lambda: long('["', "😀x", "", 50 * MB)),
        ("jsonl", lambda: long("", '{"a":', "", 50 * MB)),
        ("yaml", lambda: long("- 产品代码: H-1\n  产品名称: ", "甲", "\n", 50 * MB)),
        ("yaml", lambda: long("[", "a,", "]", 50 * MB)),
        ("yaml", lambda: long("- 产品代码: ", "x", "", 50 * MB)),
    ),
    "wrong encodings": (
        ("csv", lambda: _GB + "H-2,和鸣周开产品,中风险,0.5%\n".encode()),
        ("csv", lambda: csv("H-1,青澜稳健,中低风险,0.5%\n") + "H-2,和鸣,中风险,1%\n".encode("gb18030")),
        ("csv", lambda: HEAD.encode("utf-16")[:-1]),
        ("csv", lambda: b"\xff\xfe\x00\xd8\x00\xd8"),
        ("csv", lambda: bytes(range(128, 256)) * 100),
        ("json", lambda: item('"风险等级": "R2"') + "和鸣".encode("gb18030")),
        ("yaml", lambda: _DUP.encode() + "  风险等级: 中".encode("gb18030")),
        ("jsonl", lambda: item('"风险等级": "R2"')[1:-1] + b"\n" + '{"产品代码": "和鸣"}'.encode("gb18030")),
        ("json", lambda: item('"风险等级": "\\ud800"')),
        ("csv", lambda: HEAD.encode("big5", "replace") + b"\x80\x80\xff\n"),
    ),
    "control characters": (
        ("csv", lambda: csv("H-1,\x00甲,R2,0.5%\n")),
        ("csv", lambda: b"\x00" * 10_000),
        ("csv", lambda: csv("H-1,甲\x1b[31m,R2,0.5%\n")),
        ("csv", lambda: csv("H\x07-1,甲,R2,0.5%\n")),
        ("json", lambda: item('"风险提示": "\\u0000"')),
        ("json", lambda: item('"风险提示": "a\x00b"')),
        ("json", lambda: item('"\\u001b[31mlevels": 1, "\\ud800": 2, "fees": 3')),
        ("yaml", lambda: b"- key: H-1\n  name: a\x00b\n"),
        ("yaml", lambda: b'- key: H-1\n  name: "a\\0b"\n'),
        ("xlsx", lambda: b"\x00" * 10_000),
    ),
    "numeric codes": (
        ("json", lambda: b'[{"key": 1234, "name": "x"}]'),
        ("json", lambda: b'[{"key": 1e400, "name": "x"}]'),
        ("json", lambda: b'[{"key": NaN, "name": "x"}]'),
        ("json", lambda: b'[{"key": ' + b"9" * 100_000 + b', "name": "x"}]'),
        ("csv", lambda: csv("1.23457E+11,甲,R2,0.5%\n")),
        ("xlsx", lambda: workbook(f'{header()}<row r="2"><c r="A2"><v>1235</v></c>{cell("B2")}</row>')),
        ("xlsx", lambda: workbook(f'{header()}<row r="2"><c r="A2"><v>1E+300</v></c>{cell("B2")}</row>')),
        ("xlsx", lambda: workbook(f'{header()}<row r="2"><c r="A2" t="b"><v>1</v></c>{cell("B2")}</row>')),
        ("xlsx", lambda: workbook(f'{header()}<row r="2"><c r="A2" t="e"><v>#REF!</v></c>{cell("B2")}</row>')),
    ),
    "too many columns": (
        ("csv", lambda: (HEAD.strip() + ",x" * 16_380 + "\nH-1,甲,R9,1%\n").encode()),
        ("csv", lambda: (HEAD.strip() + "".join(f",c{n}" for n in range(16_380)) + "\nH-1,甲,R9,1%\n").encode()),
        ("csv", lambda: csv("H-1,甲,R2,1%" + ",x" * 16_380 + "\n")),
        ("csv", lambda: csv("H-1,甲,R2,1%" + ",x" * 100_000 + "\n")),
        ("tsv", lambda: "\t".join(f"产品代码{n}" for n in range(16_384)).encode()),
        ("json", lambda: item('"风险等级": "R9", ' + ", ".join(f'"c{n}": 1' for n in range(100_000)))),
        ("yaml", lambda: (_DUP + "  风险等级: R9\n" + "".join(f"  c{n}: 1\n" for n in range(50_000))).encode()),
        ("xlsx", lambda: workbook("<row>" + "<c><v>1</v></c>" * 16_384 + "</row>")),
    ),
    "values out of range": tuple(
        ("csv", made)
        for made in (
            lambda: csv("H-1,甲,R2," + "9" * 10_000 + "%\n"),
            lambda: csv("H-1,甲,R2,0.5\n"),
            lambda: csv("H-1,甲,R2,150%\n"),
            lambda: csv("H-1,甲,R2,1e5%\n"),
            lambda: csv("H-1,甲,R2,-0.5%\n"),
            lambda: "产品代码,产品名称,起售日\nH-1,甲,2026-02-30\n".encode(),
            lambda: "产品代码,产品名称,起售日\nH-1,甲,03/04/2026\n".encode(),
            lambda: "产品代码,产品名称,期限\nH-1,甲,99999999999999999999999天\n".encode(),
            lambda: "产品代码,产品名称,起购金额\nH-1,甲,99999999999999亿\n".encode(),
        )
    ),
    "no catalogs": (
        ("csv", lambda: b""),
        ("csv", lambda: b"\n\n\n"),
        ("csv", lambda: b"a,b,c\n1,2,3\n"),
        ("csv", lambda: HEAD.split(",", 1)[1].encode() + "甲,R2,1%\n".encode()),
        ("json", lambda: b"{"),
        ("json", lambda: b"[1, 2, null, true]"),
        ("json", lambda: b'[{"subject": "sales"}]'),
        ("yaml", lambda: b"!!python/object/apply:os.system ['true']\n"),
        ("yaml", lambda: b"- key: H-1\n  name: [a\n"),
        ("yaml", lambda: b"%YAML 9.9\n--- !<tag:x> y\n"),
    ),
}


def main(folder: str) -> None:
    """Read a folder, and print what of it was read, what was not, and the most memory it took."""
    import suitability as s
    from suitability.catalog.read import read_catalog

    catalog = read_catalog(folder, s.load("handbook"))
    for row in catalog.rows:
        _ = row.facts, row.digest
    said = {
        "rows": [[Path(row.spot.file).name, row.key] for row in catalog.rows],
        "unread": [
            [Path(one.spot.file).name, str(one.spot).removeprefix(folder), one.message[:200]] for one in catalog.unread
        ],
        "peak": peak(),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1])
