"""Makers of e-books: each takes the chapters of a manuscript and returns the command that makes an EPUB of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import TypeAlias

from rivals.installed import Tool, UnavailableError

__all__ = ["MAKERS", "Maker"]

Maker: TypeAlias = Callable[[Sequence[Path], Path], tuple[str, Sequence[str]]]
"""Takes chapters and a folder to work in; returns its name with its version, and its command, or raises
UnavailableError."""

_TITLE, _AUTHOR = "A Long Book", "A. Writer"
_STANDARD_EBOOKS = Tool("standardebooks", "4.1.0", "3.12", program="se")
_CHAPTER = """\
<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
epub:prefix="z3998: http://www.daisy.org/z3998/2012/vocab/structure/, se: https://standardebooks.org/vocab/1.0" \
xml:lang="en-US">
<head><title>{title}</title>
<link href="../css/core.css" rel="stylesheet" type="text/css"/>
<link href="../css/local.css" rel="stylesheet" type="text/css"/></head>
<body epub:type="bodymatter"><section id="{name}" epub:type="chapter">
{body}
</section></body></html>
"""


def _pandoc(chapters: Sequence[Path], place: Path) -> tuple[str, Sequence[str]]:
    """Take each chapter as a file."""
    try:
        import pypandoc
    except ImportError as missing:
        raise UnavailableError("pypandoc_binary is not installed") from missing
    words = (pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "epub3", "--metadata", f"title={_TITLE}")
    return f"pandoc {pypandoc.get_pandoc_version()}", (*words, "-o", str(place / "pandoc.epub"), *map(str, chapters))


def _calibre(chapters: Sequence[Path], place: Path) -> tuple[str, Sequence[str]]:
    """Take all chapters as one file."""
    program = shutil.which("ebook-convert")
    if not program:
        raise UnavailableError("calibre is not installed")
    told = subprocess.run((program, "--version"), check=True, capture_output=True, text=True).stdout
    version = told.partition("calibre ")[2].partition(")")[0]
    text = place / "calibre.md"
    text.write_text("\n".join(each.read_text(encoding="utf-8") for each in chapters), encoding="utf-8")
    return f"calibre {version}", (program, str(text), str(place / "calibre.epub"), "--title", _TITLE)


def _standard_ebooks(chapters: Sequence[Path], place: Path) -> tuple[str, Sequence[str]]:
    """Take XHTML, which is made here and does not count; two EPUBs are made of it."""
    from markdown_it import MarkdownIt

    program = _STANDARD_EBOOKS.command()
    place.joinpath("se").mkdir()
    _told(program, "create-draft", "-w", "-o", "-a", _AUTHOR, "-t", _TITLE, place=place / "se")
    draft = next((place / "se").iterdir())
    reader = MarkdownIt("commonmark", {"xhtmlOut": True})
    for number, chapter in enumerate(chapters, 1):
        title, _, text = chapter.read_text(encoding="utf-8").partition("\n")
        body = f'<h2 epub:type="title">{escape(title.removeprefix("# "))}</h2>\n{reader.render(text)}'
        page = _CHAPTER.format(title=f"Chapter {number}", name=f"chapter-{number}", body=body)
        (draft / f"epub/text/chapter-{number}.xhtml").write_text(page, encoding="utf-8")
    for task in ("build-manifest", "build-spine", "build-toc"):
        _told(program, task, str(draft), place=place)
    name = f"Standard Ebooks {_STANDARD_EBOOKS.version}"
    return name, (program, "build", "--output-dir", str(place / "se-made"), str(draft))


def _told(*command: str, place: Path) -> None:
    """Run one of the tools; they look for each other on the path."""
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=place, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise UnavailableError(f"{' '.join(command[1:2])} failed: {done.stderr.strip()[-200:]}")


MAKERS: tuple[Maker, ...] = (_pandoc, _calibre, _standard_ebooks)
"""The one that is promised against comes first."""
