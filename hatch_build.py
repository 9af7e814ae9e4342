"""Compile the rule packs into the wheel, as plain data."""

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKS = ("cn", "handbook")


class CompiledPacks(BuildHookInterface):  # type: ignore[type-arg]
    """Put every pack of `rulesets/` into the wheel; an editable install reads the folder itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the packs into a temporary folder and name its files to the builder."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            store = importlib.import_module("suitability.packs.store")
        finally:
            sys.path.pop(0)
        self._folder = tempfile.TemporaryDirectory()
        for pack in PACKS:
            compiled = Path(self._folder.name, f"{pack}.json")
            compiled.write_text(store.dump(root / "rulesets" / pack), encoding="utf-8")
            build_data["force_include"][str(compiled)] = f"suitability/packs/data/{pack}.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        if version != "editable":
            self._folder.cleanup()
