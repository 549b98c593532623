"""What several tests share: small publications on disk, spoken by the `silence` engine unless a test says otherwise."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planted import GARDEN, Good

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Write = Callable[..., Path]

PUBLICATION = """\
title: The Kitchen Garden
authors: [A. Writer]
language: en
date: 2026-11-24
modified: 2026-11-24T00:00:00Z
narration: {text: quiet}
"""

CHAPTERS = {
    "01-spring.md": "# Spring\n\nThe ground is cold. Nothing is in a hurry.[^1]\n\n[^1]: Nor are we.\n",
    "02-summer.md": "# Summer\n\nWater in the evening.\n\n> Never in a rush.\n",
}


@pytest.fixture
def publication_folder(tmp_path: Path) -> Write:
    """Return a function that writes a publication's folder: files by name take the place of the example's own."""

    def write(files: dict[str, str] | None = None, *, publication: str = PUBLICATION) -> Path:
        folder = tmp_path / "book"
        named = {f"manuscript/{name}": text for name, text in CHAPTERS.items()}
        named |= {"manuscript/publication.yaml": publication, "voices/quiet.yaml": "engine: silence\n"}
        for name, text in {**named, **(files or {})}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the garden, built in every edition; not to be changed."""
    from cjpublish import pipeline

    folder = tmp_path_factory.mktemp("garden") / "book"
    shutil.copytree(GARDEN, folder)
    pipeline.build(pipeline.read(folder), cache=folder.parent / "cache")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Chromium."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright, which drives Chromium, is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("the page is looked at in Chromium, which is not installed")
    with api.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=chromium, chromium_sandbox=os.geteuid() != 0)
        try:
            yield launched
        finally:
            launched.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core's script, which Ace brings along."""
    command = os.environ.get("CJPUBLISH_ACE")
    modules = Path(command).absolute().parents[1] if command else Path("node_modules")
    for name in ("axe-core", "@daisy/axe-core-for-ace"):
        if (modules / name / "axe.min.js").is_file():
            return (modules / name / "axe.min.js").read_text(encoding="utf-8")
    pytest.skip(f"axe-core is not installed: there is none in {modules}; name Ace's ace-cli in CJPUBLISH_ACE")


@pytest.fixture
def good(garden: Path, tmp_path: Path) -> Good:
    """Return copies of the garden for planting faults."""
    return Good(garden, tmp_path)
