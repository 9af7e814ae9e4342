#!/usr/bin/env bash
# Build the source distribution and from it the wheel, install the wheel in a fresh environment,
# and check a sale there, with neither src/ nor rulesets/ in reach.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$PWD/${1:-.venv/bin/python}
far=$(mktemp -d)
trap 'rm -rf "$far"' EXIT

PIP_CONSTRAINT=$PWD/constraints.txt "$python" -m build --outdir "$far/dist" . > "$far/build.log" 2>&1 ||
  { cat "$far/build.log"; exit 1; }
"$python" -m venv "$far/venv"
"$far/venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check \
  --constraint constraints.txt "$(echo "$far"/dist/*.whl)[catalog,markup]"
cp -r examples/short_sale.json examples/clean_page.md examples/catalog "$far"
cd "$far"

venv/bin/python -I - <<'PYTHON'
import datetime as dt
import json
from importlib import resources
from pathlib import Path

import suitability as s

here = Path.cwd().resolve()
package = Path(s.__file__).resolve()
assert package.is_relative_to(here / "venv"), f"the package came from {package}"
assert not [path for path in (package.parents[1], package.parents[2]) if (path / "rulesets").exists()]
compiled = resources.files("suitability") / "packs" / "data"
for name in ("cn", "handbook", "sieve", "phrases"):
    text = (compiled / f"{name}.json").read_text(encoding="utf-8")
    assert all(map(json.loads, text.split("\n"))), f"{name} is empty"
assert len((compiled / "gate.txt").read_bytes().split(b"\n")) > 1000
assert (resources.files("suitability") / "py.typed").is_file()

rules = s.load("cn", "handbook")
sale = s.read("sale", json.loads(Path("short_sale.json").read_text(encoding="utf-8")))
report = s.check(sale, rules, as_of=dt.date(2026, 11, 20))
assert report.cleared, report.to_json()
PYTHON

venv/bin/suitability check short_sale.json --as-of 2026-11-20
venv/bin/suitability copy clean_page.md
printf '本产品保本保息。\n' > promise.md
status=0
venv/bin/suitability copy promise.md --channel app --family wealth --on 2026-11-20 || status=$?
test "$status" = 1
status=0
venv/bin/suitability catalog check catalog/after --config catalog/suitability.toml --as-of 2026-11-20 > catalog.txt || status=$?
test "$status" = 1
venv/bin/suitability rules coverage > coverage.txt
venv/bin/suitability rules list > list.txt
grep -q 'cn\.sale\.' list.txt
echo "the wheel checks a sale far from its sources"
