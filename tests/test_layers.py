"""Who may import whom: only leftward in `LAYERS`, and no peer another."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import cjpublish
from cjpublish import editions, engines, importers, readers

PACKAGE = Path(cjpublish.__file__).parent

LAYERS = (
    {"errors", "fingerprint", "packed", "amounts", "locks", "ledger"},
    {"results"},
    {"model", "store", "config", "registry", "versions", "progress", "wording", "dist", "slugs", "sums"},
    {"draft", "upkeep"},
    {"settings", "segment", "spoken", "lexicon", "outline", "phrases"},
    {"readers", "audio"},
    {"engines", "importers", "drafting"},
    {"alignment"},
    {"pages"},
    {"manuscript"},
    {"narration"},
    {"editions/views"},
    {"editions", "artifacts"},
    {"site"},
    {"checks"},
    {"report"},
    {"examining"},
    {"making", "narrating"},
    {"pipeline", "remembering", "scaffold", "voices"},
    {"publishing"},
    {"importing", "checking", "library"},
    {"serving"},
    {"comparison"},
    {"cli"},
)
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
FACES = {"__init__", "__main__"}


def room(module: str) -> str:
    """Return the room of LAYERS that a dotted module name lies in; empty for the package itself."""
    parts = module.split(".")[1:]
    if parts[:2] == ["editions", "views"]:
        return "editions/views"
    return parts[0] if parts else ""


def imports(path: Path) -> set[str]:
    """Return the dotted names of the package's own modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            base = node.module or ""
            for alias in node.names:
                submodule = PACKAGE.parent / Path(*base.split("."), alias.name)
                is_module = submodule.is_dir() or submodule.with_suffix(".py").is_file()
                found.add(f"{base}.{alias.name}" if is_module else base)
    return {name for name in found if name.split(".")[0] == "cjpublish"}


MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).with_suffix("").as_posix() not in FACES
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_rooms_to_its_left(path: Path) -> None:
    name = ".".join(("cjpublish", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    here = room(name)
    for imported in imports(path):
        there = room(imported)
        if there in ("", here):
            continue
        assert RANK[there] < RANK[here], f"{name} may not import {imported}"


@pytest.mark.parametrize(
    "table",
    [readers.READERS, importers.IMPORTERS, engines.ENGINES, editions.EDITIONS],
    ids=["readers", "importers", "engines", "editions"],
)
def test_plug_ins_of_a_kind_do_not_know_each_other(table: Mapping[str, str]) -> None:
    plugins = {target.partition(":")[0] for target in table.values()}
    for plugin in plugins:
        path = PACKAGE.parent / Path(*plugin.split("."))
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]:
            for other in plugins - {plugin}:
                known = [name for name in imports(file) if name == other or name.startswith(f"{other}.")]
                assert not known, f"{file} knows another plug-in of its kind"


def test_every_room_has_a_layer() -> None:
    rooms = {room(".".join(("cjpublish", *path.relative_to(PACKAGE).with_suffix("").parts))) for path in MODULES}
    assert rooms - {""} <= RANK.keys()


def test_starting_the_command_line_imports_nothing_heavy() -> None:
    code = "import sys, cjpublish.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "yaml",
        "markdown_it",
        "numpy",
        "av",
        "rich",
        "ebooklib",
        "dask",
        "distributed",
        "filelock",
        "msgspec",
        "sqlite3",
        "lxml",
        "PIL",
        "pydub",
        "onnxruntime",
        "pocketsphinx",
        "trafilatura",
        "mammoth",
        "ftfy",
        "charset_normalizer",
        "feedgen",
        "segno",
        "starlette",
        "uvicorn",
        "watchfiles",
    }
    assert not heavy & set(loaded)
