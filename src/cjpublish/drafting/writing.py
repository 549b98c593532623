"""The flow from a draft to files: fit the chapters, place the pictures, write the texts, tell what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from cjpublish import config
from cjpublish.draft import Chapter, Cut, Draft, Figure, Heading, walk_figures
from cjpublish.drafting import File, markdown, report, settings
from cjpublish.drafting.anchors import anchors
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.characters import one_line
from cjpublish.drafting.counting import counts
from cjpublish.drafting.fitting import fitted
from cjpublish.drafting.pictures import NAME as PICTURES
from cjpublish.drafting.pictures import Pictures
from cjpublish.errors import Finding
from cjpublish.model import inline_text
from cjpublish.readers.markdown import FrontMatter
from cjpublish.slugs import slug
from cjpublish.wording import wording

__all__ = ["files"]

_SAID_ONCE = {"truncated"}
"""Codes of what an importer tells better, because it knows the place in the source."""


def files(draft: Draft, source_name: str, findings: list[Finding], cuts: list[Cut]) -> Iterator[File]:
    """Yield a manuscript's files; see `drafting.files`."""
    changes, todo, made = Changes(), list[Finding](), list[tuple[str, str]]()
    chapters = _chapters(draft, changes)
    title = _stand_in(chapters, source_name)
    pictures = Pictures(draft.images, changes, todo)
    for name, content in _placed(pictures, chapters, draft, title[0]):
        made.append((f"manuscript/images/{name}", "a picture"))
        yield File(made[-1][0], content)
    texts = [(PICTURES, "what is said about the pictures", pictures.written())] if pictures.entries else []
    for number, chapter in enumerate(chapters, 1):
        name = f"manuscript/{number:0{max(2, len(str(len(chapters))))}}-{slug(_title(chapter)) or chapter.role}.md"
        texts.append((name, _what(chapter), markdown.chapter(chapter, pictures.path)))
    publication = settings.publication(draft.metadata, title, pictures.cover, todo, changes)
    texts.append((settings.NAME, "what catalogues and narrators need to know", publication))
    for name, what, text in texts:
        made.append((name, what))
        yield File(name, text.encode())
    said = {finding.code for finding in draft.findings}
    own = [*(finding for finding in todo if finding.code not in said & _SAID_ONCE), *changes.findings()]
    findings += own
    cuts += changes.cuts
    told = report.report(source_name, made, counts(chapters), (*draft.findings, *own), (*draft.cuts, *changes.cuts))
    yield File(report.NAME, told.encode())


def _chapters(draft: Draft, changes: Changes) -> list[Chapter]:
    known = anchors(draft.chapters, changes)
    found = []
    for number, chapter in enumerate(draft.chapters, 1):
        role = chapter.role
        if config.load(f"role: {role}\n", "", FrontMatter, []) is None:
            changes.note(f"a chapter of the kind '{role}' became a plain chapter")
            role = "chapter"
        found.append(fitted(replace(chapter, role=role), known, changes, f"Chapter {number}"))
    return found


def _placed(pictures: Pictures, chapters: Sequence[Chapter], draft: Draft, title: str) -> Iterator[tuple[str, bytes]]:
    """Yield each picture's name and content, the cover's first."""
    if draft.cover:
        alt = one_line(draft.cover_alt or "", pictures.changes)
        if not alt:
            words = wording(draft.metadata.language)
            alt = words.cover_of(draft.metadata.title or title, draft.metadata.authors)
            pictures.changes.note("the cover has no alternative text: one was made of the title and the authors")
        yield from pictures.take_cover(Figure(draft.cover, alt))
    for chapter in chapters:
        for blocks in (chapter.blocks, *(note.blocks for note in chapter.notes)):
            for figure in walk_figures(blocks):
                yield from pictures.take(figure)


def _title(chapter: Chapter) -> str:
    first = chapter.blocks[0]
    return one_line(inline_text(first.inlines), Changes()) if isinstance(first, Heading) else ""


def _what(chapter: Chapter) -> str:
    return f"{chapter.role}: {_title(chapter)}" if chapter.role != "chapter" else _title(chapter)


def _stand_in(chapters: Sequence[Chapter], source_name: str) -> tuple[str, str]:
    """Return a title where the source has none, and what it is."""
    if title := _title(chapters[0]):
        return title, "that of the first chapter"
    return PurePosixPath(source_name).stem or "Untitled", "the file's name"
