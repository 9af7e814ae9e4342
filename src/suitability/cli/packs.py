"""The packs a command works with."""

from __future__ import annotations

import argparse
from pathlib import Path

from suitability.engine.ruleset import RuleSet
from suitability.packs.load import PACKAGED, Folder, folder, load


def named(arguments: argparse.Namespace) -> list[str | Folder]:
    """Give the packs that the options name: packaged ones by name, others by folder."""
    return [pack(name) for name in arguments.pack or PACKAGED]


def pack(name: str) -> str | Folder:
    """Give the pack that a word of the command line names: a packaged one, or a folder."""
    return name if name in PACKAGED else folder(name)


def loaded(arguments: argparse.Namespace) -> RuleSet:
    """Load the packs that the options name."""
    return load(*named(arguments))


def folder_of(pack: str | Folder) -> Path | None:
    """Give the folder of a pack; None where the package carries it compiled."""
    from suitability.packs.load import source_folder

    return source_folder(pack) if isinstance(pack, str) else pack.path
