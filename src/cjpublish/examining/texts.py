"""What finished files say and are called, to be held against the manuscript and each other.

What can't be read gives nothing here: the checks of each file tell of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from cjpublish.artifacts.cues import Cue
from cjpublish.artifacts.cues import cues as read
from cjpublish.artifacts.timed import TimedChapter, timed
from cjpublish.errors import InputError
from cjpublish.examining.subject import File

__all__ = ["cues", "said", "stem", "timeline"]


def stem(file: File) -> str:
    """Return a file's name without the ending that tells its kind."""
    return file.name.removesuffix(".timeline.json") if file.kind == "timeline" else file.name.rpartition(".")[0]


def timeline(files: Sequence[File]) -> tuple[TimedChapter, ...]:
    """Return the chapters of the only timeline; none where there is no timeline, or several."""
    timelines = [file for file in files if file.kind == "timeline"]
    try:
        return timed(timelines[0].path) if len(timelines) == 1 else ()
    except ValueError:
        return ()


def cues(file: File) -> list[Cue]:
    """Return the cues of captions."""
    try:
        return [cue for cue in read(file.path.read_text(encoding="utf-8")) if isinstance(cue, Cue)]
    except (OSError, ValueError):
        return []


def said(file: File, identifier: str) -> tuple[str, str]:
    """Return the title of the publication that a file is of, and all its text; empty where it has none.

    An e-book with another identifier says nothing of this publication.
    """
    match file.kind:
        case "ebook":
            return _book(file, identifier)
        case "page":
            return "", _page(file)
        case "m4b" | "mp3":
            return _album(file), ""
        case "lpf":
            return _listed(file, "publication.json", "name"), ""
        case "audiobook":
            return _listed(file, "manifest.json", "metadata", "title"), ""
        case _:
            return "", ""


def _album(file: File) -> str:
    from cjpublish.artifacts.sound import album

    try:
        with file.path.open("rb") as stream:
            return album(stream)
    except (OSError, ValueError):
        return ""


def _listed(file: File, entry: str, *names: str) -> str:
    """Return a text in a JSON file of an archive, by the names that lead to it; empty where there is none."""
    from cjpublish.importers import Original, archive

    try:
        with archive.opened(Original(file.path, file.name)) as files:
            found = json.loads(files.read(entry))
        for name in names:
            found = found[name]
    except (InputError, ValueError, LookupError, TypeError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""


def _book(file: File, identifier: str) -> tuple[str, str]:
    from cjpublish.artifacts import ebook

    try:
        with ebook.opened(file.path, file.name) as book:
            if identifier not in book.values("dc:identifier"):
                return "", ""
            title = next(iter(book.values("dc:title")), "")
            return title, " ".join("".join(root.itertext()) for _, root in book.documents)
    except InputError:
        return "", ""


def _page(file: File) -> str:
    from lxml import etree, html

    try:
        return str(html.parse(str(file.path)).getroot().text_content())
    except (OSError, etree.LxmlError, AttributeError):
        return ""
