"""Compile the rule packs and the texts into the wheel, as plain data and as gettext catalogs."""

import importlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKS = ("cn", "handbook")


class Compiled(BuildHookInterface):  # type: ignore[type-arg]
    """Put every pack of `rulesets/`, the texts and their catalogs into the wheel.

    An editable install reads packs and texts as they are written; only its catalogs are compiled, beside their sources.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a temporary folder and name its files to the builder."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            store = importlib.import_module("suitability.packs.store")
            catalog = importlib.import_module("suitability.messages.catalog")
            labels = importlib.import_module("suitability.messages.labels")
            load = importlib.import_module("suitability.packs.load")
            quick = importlib.import_module("suitability.packs.quick")
        finally:
            sys.path.pop(0)
        catalogs = {source: catalog.compile_catalog(source) for source in sorted(catalog.FOLDER.rglob("*.po"))}
        if version == "editable":
            for source, made in catalogs.items():
                source.with_suffix(".mo").write_bytes(made)
            return
        self._folder = tempfile.TemporaryDirectory()
        compiled = {f"packs/data/{pack}.json": store.dump(root / "rulesets" / pack).encode() for pack in PACKS}
        compiled |= {
            f"packs/data/{pack}.ledger.toml": (root / "rulesets" / pack / "ledger.toml").read_bytes() for pack in PACKS
        }
        compiled |= {f"packs/data/{name}": made.encode() for name, made in quick.compiled(load.load(*PACKS)).items()}
        texts = {kind: labels.read_texts(kind) for kind in ("labels", "phrases")}
        compiled["messages/texts.json"] = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode()
        for source, made in catalogs.items():
            compiled[f"messages/{source.relative_to(catalog.FOLDER.parent).with_suffix('.mo').as_posix()}"] = made
        for number, (place, data) in enumerate(compiled.items()):
            written = Path(self._folder.name, str(number))
            written.write_bytes(data)
            build_data["force_include"][str(written)] = f"suitability/{place}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        if version != "editable":
            self._folder.cleanup()
