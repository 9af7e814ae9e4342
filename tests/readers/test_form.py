"""The fields of forms and tables are read with their places; what cannot be read says where, and why."""

import json
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suitability.errors import SuitabilityError
from suitability.readers.form import FORMATS, read_form
from suitability.readers.form_field import ReadField, Unread


class Folder:
    """Writes files and reads them as forms; places are told without the folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str, content: str | bytes, suffix: str = "") -> list[ReadField | Unread]:
        data = content if isinstance(content, bytes) else content.encode()
        (self.path / name).write_bytes(data)
        return list(read_form(str(self.path / name) + suffix))

    def fields(self, name: str, content: str | bytes, suffix: str = "") -> list[ReadField]:
        found = self.read(name, content, suffix)
        assert [one for one in found if isinstance(one, Unread)] == []
        return [one for one in found if isinstance(one, ReadField)]

    def names(self, name: str, content: str | bytes) -> list[str]:
        return [one.name for one in self.fields(name, content)]

    def unread(self, name: str, content: str | bytes, suffix: str = "") -> list[tuple[str, str]]:
        found = [one for one in self.read(name, content, suffix) if isinstance(one, Unread)]
        return [(one.place.removeprefix(f"{self.path}/"), one.message) for one in found]

    def at(self, field: ReadField) -> str:
        return field.place.rpartition("/")[2].partition(":")[2]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


# SQL

MYSQL = """\
-- a dump
CREATE TABLE IF NOT EXISTS `crm`.`cust` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT COMMENT '主键',
  `sjh` varchar(11) CHARACTER SET utf8mb4 NOT NULL COMMENT '手机号, (必填)',
  memo text, -- 备注
  `key` varchar(9) DEFAULT ')',
  PRIMARY KEY (`id`), UNIQUE KEY `k` (`sjh`), KEY k2 (memo(10)), CONSTRAINT c FOREIGN KEY (id) REFERENCES b (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COMMENT='客户表';
INSERT INTO `cust` VALUES (1,'13800000000','it''s','x');
ALTER TABLE crm.cust ADD COLUMN wx varchar(30) COMMENT '微信号', ADD INDEX i (wx);
"""
POSTGRES = """\
CREATE TABLE public.cust (
    id bigint NOT NULL,
    mobile character varying(11) NOT NULL,
    tags text[] DEFAULT '{}'::text[],
    "Birth Date" date,
    CONSTRAINT c CHECK ((id > 0))
) PARTITION BY RANGE (id);
COPY public.cust (id, mobile) FROM stdin;
1\tO'Brien
\\.
COMMENT ON TABLE public.cust IS '客户';
COMMENT ON COLUMN public.cust.mobile IS '手机';
ALTER TABLE ONLY public.cust ADD CONSTRAINT pk PRIMARY KEY (id);
"""
ORACLE = """\
CREATE GLOBAL TEMPORARY TABLE "CRM"."CUST" ( "ID" NUMBER(19,0) NOT NULL ENABLE, XM VARCHAR2(50 CHAR),
 BZ CLOB DEFAULT empty_clob(), CONSTRAINT "PK" PRIMARY KEY ("ID") USING INDEX PCTFREE 10 TABLESPACE "USERS" ENABLE
) SEGMENT CREATION IMMEDIATE PCTFREE 10 TABLESPACE "USERS"
/
COMMENT ON COLUMN "CRM"."CUST"."XM" IS '姓名'
/
ALTER TABLE crm.cust ADD (hyzk CHAR(1), xl CHAR(2))
"""
SQLITE = "CREATE TABLE cust (id INTEGER PRIMARY KEY AUTOINCREMENT, [the name] TEXT NOT NULL, v) WITHOUT ROWID;"
TSQL = """\
CREATE TABLE [dbo].[Cust]([Id] [int] IDENTITY(1,1) NOT NULL, [Name] [nvarchar](50) NOT NULL,
 CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([Id] ASC) WITH (PAD_INDEX = OFF) ON [PRIMARY]) ON [PRIMARY]
GO
CREATE TABLE [dbo].[Other]([Sex] [char](1) NULL)
GO
"""


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (MYSQL, [("id", "3:3", "主键", "optional"), ("sjh", "4:3", "手机号, (必填)", "mandatory"),
                 ("memo", "5:3", "备注", "optional"), ("key", "6:3", "", "optional"), ("wx", "10:33", "微信号", "optional")]),
        (POSTGRES, [("id", "2:5", "", "mandatory"), ("mobile", "3:5", "手机", "mandatory"),
                    ("tags", "4:5", "", "optional"), ("Birth Date", "5:5", "", "optional")]),
        (ORACLE, [("ID", "1:46", "", "mandatory"), ("XM", "1:81", "姓名", "optional"), ("BZ", "2:2", "", "optional"),
                  ("hyzk", "7:27", "", "optional"), ("xl", "7:41", "", "optional")]),
        (SQLITE, [("id", "1:20", "", "optional"), ("the name", "1:58", "", "mandatory"), ("v", "1:84", "", "optional")]),
        (TSQL, [("Id", "1:27", "", "optional"), ("Name", "1:62", "", "mandatory"), ("Sex", "4:28", "", "optional")]),
    ],
    ids=["mysql", "postgres", "oracle", "sqlite", "tsql"],
)  # fmt: skip
def test_columns_of_every_dialect_are_read_with_comment_need_and_place(
    folder: Folder, text: str, columns: list[tuple[str, ...]]
) -> None:
    found = folder.fields("a.sql", text)
    assert [(one.name, folder.at(one), one.comment, one.need) for one in found] == columns


def test_each_column_knows_its_table(folder: Folder) -> None:
    assert [one.table for one in folder.fields("a.sql", TSQL)] == ["dbo.Cust", "dbo.Cust", "dbo.Other"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CREATE TABLE a AS SELECT 1;", [("a.sql:1:1", "the table a lists no columns")]),
        ("CREATE TABLE b (like c, d int);", [("a.sql:1:17", "this is no column of b: like c")]),
        ("CREATE TABLE b (d int,\n D text);", [("a.sql:2:2", "the column 'D' of b stands already at {}/a.sql:1:17")]),
        ("CREATE TABLE b (d int\nCREATE TABLE c (e int);", [("a.sql:1:1", "the list of columns of b is not closed")]),
        ("CREATE TABLE b (d int default 'x);", [("a.sql:1:31", "this is no SQL: a quote or a comment is not closed")]),
        ("COMMENT ON COLUMN a.b IS 'x';", [("a.sql:1:1", "this comment is of no column declared above")]),
        ("select 1", [("a.sql", "declares no table: there is no CREATE TABLE")]),
    ],
)
def test_sql_that_declares_no_columns_says_so_at_its_place(
    folder: Folder, text: str, said: list[tuple[str, str]]
) -> None:
    assert folder.unread("a.sql", text) == [(place, message.format(folder.path)) for place, message in said]


# JSON Schema

SCHEMA = """\
{"title": "Customer", "required": ["name", "home"],
 "properties": {
  "name": {"title": "姓名", "description": "as on the card"},
  "sex": {"$ref": "#/$defs/Sex"},
  "home": {"allOf": [{"$ref": "#/$defs/Address"}], "required": ["zip"]},
  "past": {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/Address"}, {"type": "null"}]}},
  "kids": {"type": "array", "items": {"$ref": "#"}}},
 "$defs": {"Sex": {"enum": ["m", "f"], "title": "Sex", "description": "of the person"},
  "Address": {"properties": {"city": {}, "zip": {"title": "邮编"}}, "required": ["city"]}}}
"""


def test_properties_are_read_through_references_and_nests(folder: Folder) -> None:
    found = folder.fields("a.json", SCHEMA)
    assert [(one.name, one.label, one.need, folder.at(one)) for one in found] == [
        ("name", "姓名", "mandatory", "3:3"), ("sex", "Sex", "optional", "4:3"),
        ("home.city", "", "mandatory", "9:30"), ("home.zip", "邮编", "mandatory", "9:42"),
        ("past.city", "", "optional", "9:30"), ("past.zip", "邮编", "optional", "9:42"),
        ("kids", "", "optional", "7:3"),
    ]  # fmt: skip
    assert {one.table for one in found} == {"Customer"}
    assert found[1].comment == "of the person"


def test_a_file_of_definitions_alone_is_read_definition_by_definition(folder: Folder) -> None:
    found = folder.fields("a.json", '{"components": {"schemas": {"A": {"properties": {"x": {}}}, "B": {"enum": [1]}}}}')
    assert [(one.table, one.name) for one in found] == [("A", "x")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"properties": {"x": {"$ref": "b.json#/a"}}}', ("a.json:1:31", "the reference 'b.json#/a' leads out of this file")),
        ('{"properties": {"x": {"$ref": "#/no"}}}', ("a.json:1:31", "the reference '#/no' names nothing in this file")),
        ('{"properties": {"x": {"$ref": "#/properties/x"}}}',
         ("a.json:1:31", "the reference '#/properties/x' leads back to itself")),
        ('{"properties": {"x": {},\n "x": {}}}', ("a.json:2:2", "the key 'x' stands already at {}/a.json:1:17")),
        ('{"a": 1}', ("a.json", "holds no properties: this is no JSON Schema")),
        ("[1, 2]", ("a.json", "holds no properties: this is no JSON Schema")),
        ('{"properties": {"x": {},}}', ("a.json:1:24", "not JSON: nothing stands after the comma")),
        ('{"properties": {"x" {}}}', ("a.json:1:21", "not JSON: a colon is missing")),
        ('{"properties": {x: 1}}', ("a.json:1:17", "not JSON: a key in double quotes is missing")),
        ('{"properties": NaN}', ("a.json:1:16", "not JSON: a value is missing or is none of JSON")),
        ('{"a": "b', ("a.json:1:7", "not JSON: Unterminated string starting at")),
        ('{} {}', ("a.json:1:4", "not JSON: more stands after its end")),
        ('{"properties":' * 5000, ("a.json:1:1415", "nested deeper than 100")),
        ("[" * 100_000, ("a.json:1:102", "nested deeper than 100")),
    ],
)  # fmt: skip
def test_json_that_is_no_schema_says_so_at_its_place(folder: Folder, text: str, said: tuple[str, str]) -> None:
    assert folder.unread("a.json", text) == [(said[0], said[1].format(folder.path))]


def test_references_that_multiply_are_cut_off(folder: Folder) -> None:
    steps = {
        f"a{n}": {"properties": {key: {"$ref": f"#/$defs/a{n + 1}"} for key in "pq"}} for n in range(60)
    }  # two to the sixtieth
    text = json.dumps({"properties": {"x": {"$ref": "#/$defs/a0"}}, "$defs": {**steps, "a60": {}}})
    ((_, message),) = folder.unread("a.json", text)
    assert message == "refers to more than 20000 schemas"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(value=st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["properties", "items", "$ref", "required", "allOf", "anyOf", "a", "title", "patternProperties"]),
        inner, max_size=4),
    max_leaves=20,
))  # fmt: skip
def test_any_json_is_read_or_refused(folder: Folder, value: object) -> None:
    found = folder.read("any.json", json.dumps({"properties": {"x": value}, "$defs": {"y": value}}))
    assert found


# CSV


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("姓名,手机号\n张三,1\n", ["姓名", "手机号"]),
        ("﻿name;mobile\n", ["name", "mobile"]),
        ("sep=|\nname|a,b\n", ["name", "a,b"]),
        ('name\t"two\tparts"\t"a ""b"""\n', ["name", "two\tparts", 'a "b"']),
        ("姓名,手机号".encode("gb18030"), ["姓名", "手机号"]),
        ("姓名,手机号".encode("utf-16"), ["姓名", "手机号"]),
        ("name,mobile,性别".encode("utf-16-be"), ["name", "mobile", "性别"]),
        ("only\r\n1\r\n", ["only"]),
    ],
)
def test_the_header_is_read_whatever_parts_it_and_however_it_is_encoded(
    folder: Folder, content: str | bytes, names: list[str]
) -> None:
    found = folder.fields("a.csv", content)
    assert [one.name for one in found] == names
    assert {one.need for one in found} == {None}


def test_columns_without_a_name_or_with_one_twice_are_told(folder: Folder) -> None:
    assert folder.unread("a.csv", "name,,mobile,name\n") == [
        ("a.csv:1:6", "column 2 has no name"),
        ("a.csv:1:14", f"the column 'name' stands already at {folder.path}/a.csv:1:1"),
    ]


@pytest.mark.parametrize(
    "value", ["13800000000", "someone@example.org", "1990-01-01", "11010119900101001X", "¥1,000.00"]
)
def test_a_file_without_a_header_is_refused_and_its_values_are_not_repeated(folder: Folder, value: str) -> None:
    ((place, message),) = folder.unread("a.csv", f'张三,"{value}",x\n')
    assert place == "a.csv:1:4"
    assert value not in message


# HTML

PAGE = """\
<form id="f">
 <label for=m>手机号 *</label> <input id=m name=mobile required>
 <label>姓名<INPUT NAME=xm></label><input type=hidden name=token><input type=submit name=go>
 <select name=sex aria-label=性别><option>男</select>
 <label>兴趣 <input type=checkbox name="hobby[]"></label><input type=checkbox name="hobby[]">
 <el-form-item label="证件号"><el-input v-model="form.idNo"></el-input></el-form-item>
</form>
<textarea id=bz placeholder="备注" aria-required=true>x</textarea>
"""


def test_controls_are_read_with_label_need_and_place(folder: Folder) -> None:
    found = folder.fields("a.html", PAGE)
    assert [(one.name, one.label, one.need, folder.at(one), one.table) for one in found] == [
        ("mobile", "手机号", "mandatory", "2:29", "f"),
        ("xm", "姓名", "optional", "3:11", "f"),
        ("token", "", "hidden", "3:34", "f"),
        ("sex", "性别", "optional", "4:2", "f"),
        ("hobby", "兴趣", "optional", "5:12", "f"),
        ("form.idNo", "证件号", "optional", "6:28", "f"),
        ("bz", "备注", "mandatory", "8:1", ""),
    ]


def test_html_without_fields_and_fields_without_a_name_are_told(folder: Folder) -> None:
    assert folder.unread("a.html", "<p>") == [("a.html", "holds no field of a form")]
    assert folder.unread("a.html", "<p>\n <input><input name=a>") == [
        ("a.html:2:2", "this input has neither a name nor a label")
    ]


# pydantic

MODEL = '''
    from __future__ import annotations
    from enum import Enum
    from typing import Annotated
    from pydantic import BaseModel, Field

    class Sex(Enum):
        MALE = "m"

    class Base(BaseModel):
        key: str

    class Address(BaseModel):
        city: str
        zip_code: str | None = None

    class Customer(Base):
        """A customer."""
        name: Annotated[str, Field(title="姓名", description="as on the card")]
        sex: Sex | None = None
        home: Address
        past: list[Address] = []
        kids: list[Customer] = []
'''


def test_fields_of_a_model_are_read_with_those_of_its_parts_and_where_each_is_written(folder: Folder) -> None:
    found = folder.fields("bank_model.py", textwrap.dedent(MODEL), ":Customer")
    assert [(one.name, one.label, one.need, folder.at(one)) for one in found] == [
        ("key", "", "mandatory", "11:5"), ("name", "姓名", "mandatory", "19:5"), ("sex", "", "optional", "20:5"),
        ("home.city", "", "mandatory", "14:5"), ("home.zip_code", "", "optional", "15:5"),
        ("past.city", "", "optional", "14:5"), ("past.zip_code", "", "optional", "15:5"),
        ("kids.key", "", "optional", "11:5"), ("kids.name", "姓名", "optional", "19:5"),
        ("kids.sex", "", "optional", "20:5"), ("kids.home", "", "optional", "21:5"),
        ("kids.past", "", "optional", "22:5"), ("kids.kids", "", "optional", "23:5"),
    ]  # fmt: skip
    assert "bank_model" not in sys.modules


def test_a_model_of_a_module_is_found_from_the_folder_one_stands_in(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.path / "forms_of_bank.py").write_text("from pydantic import BaseModel\nclass A(BaseModel):\n    x: int\n")
    monkeypatch.chdir(folder.path)
    (found,) = read_form("forms_of_bank:A")
    monkeypatch.delitem(sys.modules, "forms_of_bank")
    assert found == ReadField("x", "forms_of_bank.py:3:5", need="mandatory", table="A")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise RuntimeError('no database')", "importing it raised RuntimeError: no database"),
        ("import sys\nsys.exit(3)", "importing it raised SystemExit: 3"),
        ("class A: pass", "A is no pydantic model"),
        ("", "there is no A in {}"),
    ],
)
def test_a_module_that_holds_no_model_says_why(folder: Folder, text: str, said: str) -> None:
    file = f"{folder.path}/m.py"
    assert folder.unread("m.py", text, ":A") == [("m.py:A", said.format(file))]


def test_a_module_that_is_not_there_says_so(tmp_path: Path) -> None:
    (missing,) = read_form(f"{tmp_path}/none.py:A")
    assert missing == Unread(f"{tmp_path}/none.py:A", "cannot be read: No such file or directory")
    (missing,) = read_form("no_such_module_of_ours:A")
    assert isinstance(missing, Unread)
    assert "No module named" in missing.message


# Every format


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"name\n\0,b\n", "holds a NUL in line 2: this is no text"),
        (b"\x81 \xff\xff,a\n", "not UTF-8 or GB18030; save the file as UTF-8"),
        (b"\xff\xfe\xff", "not UTF-16-LE; save the file as UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(folder: Folder, suffix: str, content: bytes, said: str) -> None:
    assert folder.unread(f"a{suffix}", content) == [(f"a{suffix}", said)]


@pytest.mark.parametrize("suffix", FORMATS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    content=st.text("<>/=\"'`[]{}(),;:\\-#$ \n\tacdeilmnprtuABCDELRTx1", max_size=80).map(str.encode)
    | st.binary(max_size=40)
)
def test_any_bytes_are_read_or_refused(folder: Folder, suffix: str, content: bytes) -> None:
    (folder.path / f"any{suffix}").write_bytes(content)
    assert list(read_form(str(folder.path / f"any{suffix}")))


def test_a_file_of_no_known_format_or_none_at_all_is_told(folder: Folder) -> None:
    ((_, said),) = folder.unread("a.txt", "x")
    assert said.startswith("the name does not say its format")
    (missing,) = read_form(str(folder.path / "none.sql"))
    assert isinstance(missing, Unread)
    assert missing.message == "cannot be read: No such file or directory"


def test_a_file_of_data_is_too_large(folder: Folder) -> None:
    with (folder.path / "big.csv").open("wb") as stream:
        stream.truncate(17 << 20)
    (refused,) = read_form(str(folder.path / "big.csv"))
    assert isinstance(refused, Unread)
    assert refused.message.startswith("larger than 16 MB")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "a," * 5_000_000),
        ("a.sql", "CREATE TABLE a (id int);\n" + "INSERT INTO a VALUES (1,'13800000000','x''y');\n" * 200_000),
        ("b.sql", "CREATE TABLE a " + "(" * 100_000),
        ("a.html", "<div>" * 100_000 + "<input name=a>"),
        ("b.html", "<a " * 100_000 + "<!--" * 100_000),
    ],
    ids=["header without end", "rows", "parentheses", "deep", "broken"],
)
def test_large_and_deep_files_come_to_an_end(folder: Folder, name: str, text: str) -> None:
    assert folder.read(name, text)


@pytest.mark.parametrize(("name", "library", "text"), [("a.sql", "sqlglot", SQLITE), ("a.html", "justhtml", PAGE)])
def test_a_missing_extra_is_named(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, name: str, library: str, text: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(SuitabilityError, match=r"needs the extra forms: pip install 'suitability\[forms\]'"):
        folder.read(name, text)
