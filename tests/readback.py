"""A Draft and the Publication that its manuscript is read into, made comparable; and drafts written to a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from markdown_it.common.normalize_url import normalizeLink
from PIL import Image as Pillow

from cjpublish import draft, drafting, manuscript, model
from cjpublish.draft import Chapter, Draft, Inlines
from cjpublish.drafting.anchors import anchors
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.fitting import fitted
from cjpublish.drafting.styles import flat
from cjpublish.errors import Finding
from cjpublish.model import Inline, Mark, PageBreak, Publication, Text
from cjpublish.segment import Segmenter

__all__ = ["expected", "found", "picture", "read", "written"]

TO_DO = "Somebody has described it."


def picture(colour: str, kind: str = "PNG") -> bytes:
    content = BytesIO()
    Pillow.new("RGB", (8, 4), colour).save(content, kind)
    return content.getvalue()


def written(made: Draft, folder: Path) -> list[Finding]:
    """Write a draft's files into a folder; return what drafting tells."""
    findings: list[Finding] = []
    for file in drafting.files(made, "source.txt", findings, []):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return findings


def read(folder: Path) -> Publication:
    """Read a written manuscript whose alternative texts somebody has written."""
    images = folder / "manuscript/images/images.yaml"
    if images.exists():
        text = images.read_text("utf-8")
        images.write_text(text.replace("TODO: say what this picture tells", TO_DO), "utf-8")
    return manuscript.read(folder, engines=["espeak", "piper"], editions=["epub"])


def found(publication: Publication) -> list[list[object]]:
    """Return each chapter of a publication as comparable values."""
    return [list(_of_publication(each.blocks)) for each in publication.reading_order if each.source]


def expected(made: Draft) -> list[list[object]]:
    """Return the same of a draft, once it is made fit."""
    known = anchors(made.chapters, Changes())
    chapters = [
        fitted(chapter, known, Changes(), f"Chapter {number}") for number, chapter in enumerate(made.chapters, 1)
    ]
    return [_chapter(chapter) for chapter in chapters]


def _chapter(chapter: Chapter) -> list[object]:
    notes = [list(_of_draft(note.blocks)) for note in chapter.notes]
    return [*_of_draft(chapter.blocks), *([("notes", notes)] if notes else [])]


def _told(content: Sequence[Inline], of_draft: bool) -> list[object]:
    found: list[object] = []
    for leaf, style in flat(content):
        href = normalizeLink(style.a) if of_draft and style.a else style.a
        what = leaf if isinstance(leaf, str) else leaf.label if isinstance(leaf, PageBreak) else "note"
        found.append((what, href, style.lang, style.strong, style.em, style.s, style.shift, style.code))
    return found


def _cut(content: Sequence[Inline]) -> list[object]:
    """Return a text of the draft as the reader cuts it into sentences."""
    return [_told(each.inlines, True) for each in Segmenter("en").sentences(_one_line(content, "\n"), None)]


def _one_line(content: Sequence[Inline], break_: str) -> Inlines:
    return tuple(
        Text(each.text.replace("\n", break_))
        if isinstance(each, Text)
        else Mark(each.tag, _one_line(each.children, break_), each.href, each.lang)
        if isinstance(each, Mark)
        else each
        for each in content
    )


def _read(sentences: Sequence[model.Sentence]) -> list[object]:
    return [_told(each.inlines, False) for each in sentences]


def _of_draft(blocks: Sequence[draft.Block]) -> Iterator[object]:
    for block in blocks:
        match block:
            case draft.Heading():
                title = Segmenter("en").sentence(_one_line(block.inlines, " "), None)
                yield "heading", block.level, [_told(title.inlines, True)]
            case draft.Paragraph():
                yield "paragraph", _cut(block.inlines)
            case draft.Quote():
                yield "quote", list(_of_draft(block.blocks))
            case draft.List():
                items = [(_cut(_one_line(item.term, " ")), list(_of_draft(item.blocks))) for item in block.items]
                yield "list", block.kind, block.start, items
            case draft.Table():
                rows = [[_cut(_one_line(cell, " ")) for cell in row] for row in (block.header, *block.rows)]
                yield "table", rows, block.alignments, _cut(_one_line(block.caption, " "))
            case draft.Figure():
                texts = (_cut(_one_line(block.caption, " ")), list(_of_draft(block.description)))
                yield "figure", block.alt, *texts, block.alt != "" and bool(block.credit or block.license)
            case _:
                yield _leaf(block)


def _leaf(block: draft.Block | model.Block) -> object:
    match block:
        case draft.Code() | model.Code():
            return "code", block.text, block.language
        case PageBreak():
            return "page", block.label
        case draft.Break() | model.Break():
            return "break"
        case model.Notes():
            return "notes", [list(_of_publication(note.blocks)) for note in block.notes]
        case _:
            raise AssertionError(block)


def _of_publication(blocks: Sequence[model.Block]) -> Iterator[object]:
    for block in blocks:
        match block:
            case model.Heading():
                yield "heading", block.level, _read([block.sentence])
            case model.Paragraph():
                yield "paragraph", _read(block.sentences)
            case model.Quote():
                yield "quote", list(_of_publication(block.blocks))
            case model.List():
                items = [(_read(item.term), list(_of_publication(item.blocks))) for item in block.items]
                yield "list", block.kind, block.start, items
            case model.Table():
                rows = [[_read(cell) for cell in row.cells] for row in (block.header, *block.rows)]
                yield "table", rows, block.alignments, _read(block.caption)
            case model.Figure():
                alt = model.inline_text(block.alt.inlines) if block.alt else "" if block.label is None else None
                texts = (_read(block.caption), list(_of_publication(block.description)))
                yield "figure", None if alt == TO_DO else alt, *texts, bool(block.credit)
            case _:
                yield _leaf(block)
