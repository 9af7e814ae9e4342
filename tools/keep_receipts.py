"""Write the receipts and the bundle of this release that later releases must replay: ``python tools/keep_receipts.py``.

Run it before each release. What an earlier release wrote is never written again, and no case under `cases/` changes:
a rule that had to change says so in a `[[correction]]`, and a new case is a new file.
"""

import datetime as dt
import json
from pathlib import Path

import suitability as s
from suitability.engine.receipt import receipt
from suitability.packs.bundle import bundle
from suitability.release import VERSION

FOLDER = Path(__file__).parents[1] / "tests" / "receipts"
BUNDLE_DAY = dt.date(2026, 11, 18)


def main() -> None:
    """Write the folder of this release."""
    rules = s.load("cn", "handbook")
    key = (FOLDER / "key").read_bytes().rstrip()
    made = FOLDER / VERSION
    made.mkdir(exist_ok=True)
    for path in sorted((FOLDER / "cases").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        subject = s.read(case["record"]["subject"], case["record"], rules)
        report = s.check(subject, rules, as_of=dt.date.fromisoformat(case["as_of"]))
        (made / path.name).write_text(receipt(report, key) + "\n", encoding="utf-8")
        print(path.stem, "cleared" if report.cleared else ", ".join(sorted({f.outcome for f in report.findings})))
    (made / "bundle.json").write_text(bundle(rules, BUNDLE_DAY), encoding="utf-8")


if __name__ == "__main__":
    main()
