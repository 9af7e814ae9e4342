"""Reading an HTML form: inputs, selects and text areas, with the labels people read beside them.

Elements of a framework count where they are bound to data: `v-model`, `formcontrolname`, `ng-model`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from suitability.errors import SuitabilityError
from suitability.readers.form_field import Need, ReadField, Source, Unread

if TYPE_CHECKING:
    from justhtml import JustHTML

_CONTROLS = frozenset({"input", "select", "textarea"})
# What sends, clears or shows, and holds nothing.
_NO_DATA = frozenset({"submit", "reset", "button", "image"})
_BOUND = ("v-model", "v-model.trim", "v-model.number", "v-model.lazy", "formcontrolname", "ng-model", "[(ngmodel)]")
_NAMES = ("name", *_BOUND, "id")
_SHOWN = ("aria-label", "placeholder", "title", "label")
_WIDEST = 300


def read(source: Source) -> Iterator[ReadField | Unread]:
    """Read the controls of a page in order. Those of one name in one form, as of a choice of radio buttons, are one."""
    page = _parsed(source.text)
    elements = list(_elements(page.root))
    # What stands under an id, and prevailing, what a label says of it.
    texts = {attributes["id"]: _text(node) for node, attributes, _ in elements if attributes.get("id")}
    texts |= {attributes["for"]: _text(node) for node, attributes, _ in elements if attributes.get("for")}
    seen: set[tuple[str, str]] = set()
    named = {id(node): number for number, (node, _, _) in enumerate((e for e in elements if e[0].name == "form"), 1)}
    for node, attributes, above in elements:
        if node.name not in _CONTROLS and not any(attributes.get(key) for key in _BOUND):
            continue
        if attributes.get("type", "").lower() in _NO_DATA:
            continue
        place = f"{source.name}:{node.origin_line}:{node.origin_col}"
        form = next((one for one in reversed(above) if one.name == "form"), None)
        table = "" if form is None else form.attrs.get("id") or form.attrs.get("name") or f"form {named[id(form)]}"
        label = _label(attributes, above, texts)
        name = next((attributes[key] for key in _NAMES if attributes.get(key)), label)
        if not name:
            yield Unread(place, f"this {node.name} has neither a name nor a label")
        elif (table, name) not in seen:
            seen.add((table, name))
            yield ReadField(name.removesuffix("[]"), place, label, "", _need(attributes), table)
    if not seen:
        yield Unread(source.name, "holds no field of a form")


def _parsed(text: str) -> JustHTML:
    try:
        from justhtml import JustHTML
    except ModuleNotFoundError:
        raise SuitabilityError("reading HTML needs the extra forms: pip install 'suitability[forms]'") from None
    return JustHTML(text, track_node_locations=True, sanitize=False)


def _elements(root: Any) -> Iterator[tuple[Any, Mapping[str, str], tuple[Any, ...]]]:
    """Give every element in order, its attributes, and the nearest elements it stands in; a page may be very deep."""
    waiting: list[tuple[Any, tuple[Any, ...]]] = [(root, ())]
    while waiting:
        node, above = waiting.pop()
        if node.origin_line is not None and not node.name.startswith("#"):
            yield node, {key: value or "" for key, value in (node.attrs or {}).items()}, above
        content = getattr(node, "template_content", None)
        children = list(node.children or []) + ([content] if content is not None else [])
        within = (*above, node)
        # Labels stand near, a form may be far.
        within = tuple(one for one in within[:-8] if one.name == "form") + within[-8:]
        waiting += [(child, within) for child in reversed(children)]


def _label(attributes: Mapping[str, str], above: tuple[Any, ...], texts: Mapping[str, str]) -> str:
    said = [texts.get(attributes.get("id", ""), "")] if attributes.get("id") else []
    said += [texts.get(one, "") for one in attributes.get("aria-labelledby", "").split()]
    said += [_text(one) for one in reversed(above) if one.name == "label"]
    said += [attributes.get(key, "") for key in _SHOWN]
    # A row of a form of a framework bears the label: <el-form-item label="…">.
    said += [one.attrs.get("label") or "" for one in reversed(above) if one.attrs]
    return next((text for one in said if (text := " ".join(one.split()).strip(" *:："))), "")


def _need(attributes: Mapping[str, str]) -> Need:
    if attributes.get("type", "").lower() == "hidden":
        return "hidden"
    return "mandatory" if "required" in attributes or attributes.get("aria-required") == "true" else "optional"


def _text(node: Any) -> str:
    """Give the text of an element, without that of controls in it."""
    pieces: list[str] = []
    waiting = [node]
    while waiting and len(pieces) < _WIDEST:
        one = waiting.pop()
        if one.name == "#text":
            pieces.append(str(one.data or ""))
        elif one.name not in ("select", "textarea", "script", "style"):
            waiting += reversed(one.children or [])
    return "".join(pieces)[:_WIDEST]
