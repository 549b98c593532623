"""What several tests share: small publications on disk, spoken by the `silence` engine unless a test says otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planted import GARDEN, Good

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


@pytest.fixture
def good(garden: Path, tmp_path: Path) -> Good:
    """Return copies of the garden for planting faults."""
    return Good(garden, tmp_path)
