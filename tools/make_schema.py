"""Write the JSON schema of rule files, for editors: ``python tools/make_schema.py``."""

import json
from pathlib import Path

from suitability.rules.shape import Rule

PATH = Path(__file__).parents[1] / "rulesets" / "rule.schema.json"


def schema() -> str:
    """Give the schema as it stands in the repository."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Rule.model_json_schema(by_alias=True)}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema(), encoding="utf-8")
