"""``suitability schema``."""

from __future__ import annotations

import argparse
import json

from suitability.cli.check import SCHEMA
from suitability.cli.packs import loaded
from suitability.errors import SuitabilityError
from suitability.language.errors import near
from suitability.model.subject import SUBJECTS
from suitability.readers.schema import record_schema
from suitability.reports.schema import check_schema, gate_schema, receipt_schema, report_schema

CATALOG = "catalog"
WRITTEN = {
    "report": report_schema,
    "check": lambda: check_schema(SCHEMA),
    "gate": gate_schema,
    "receipt": receipt_schema,
}


def run(arguments: argparse.Namespace) -> int:
    """Print the JSON Schema of a subject's record, of a catalog, or of what the library writes."""
    if arguments.of in SUBJECTS:
        made = record_schema(arguments.of, loaded(arguments), strict=arguments.strict, locale=arguments.lang)
    elif arguments.of == CATALOG:
        from suitability.catalog.reading.schema import catalog_schema

        made = catalog_schema(loaded(arguments), strict=arguments.strict, locale=arguments.lang)
    elif arguments.of in WRITTEN:
        made = WRITTEN[arguments.of]()
    else:
        known = [*SUBJECTS, CATALOG, *WRITTEN]
        raise SuitabilityError(f"there is no schema of {arguments.of!r}; {near(arguments.of, known)}")
    print(json.dumps(made, ensure_ascii=False, indent=2))
    return 0
