"""Write the JSON schema of rule files, for editors: ``python tools/make_schema.py``."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from suitability.rules.shape import Rule
from suitability.rules.text_shape import Disclosure, Wording

PATH = Path(__file__).parents[1] / "rulesets" / "rule.schema.json"


def schema() -> str:
    """Give the schema as it stands in the repository: that of the form a file names, of an expression without one."""
    shapes: dict[str, type[BaseModel]] = {"wording": Wording, "disclosure": Disclosure, "expression": Rule}
    named, definitions = models_json_schema([(one, "validation") for one in shapes.values()], by_alias=True)
    forms = {form: named[one, "validation"] for form, one in shapes.items()}
    chosen: dict[str, Any] = forms.pop("expression")
    for form, shape in forms.items():
        is_form = {"properties": {"form": {"const": form}}, "required": ["form"]}
        chosen = {"if": is_form, "then": shape, "else": chosen}
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Rule", **chosen, **definitions}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema(), encoding="utf-8")
