"""Markdown: a file of CommonMark, of pandoc, of Jekyll or of Hugo, to a Draft.

The parser writes HTML, which the converter that all importers share reads; so HTML in the Markdown stays structure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cjpublish.draft import Block, Chapter, Cut, Draft, Note
from cjpublish.errors import Source
from cjpublish.importers import Original, encoding, refused
from cjpublish.importers.markdown.account import Account
from cjpublish.importers.markup import (
    Converted,
    Hooks,
    called,
    convert,
    convert_note,
    relinked,
    summed,
    take_notes,
)

if TYPE_CHECKING:
    from cjpublish.importers.markdown.document import Document

__all__ = ["read"]

_LONGEST = 5_000_000
"""Characters that are read, as many as the Bible has; in memory each takes seventy times its place."""
_UNKNOWN = "und"
"""BCP 47 of a text that does not say its language: what says one within it is in another."""


def read(original: Original) -> Draft:
    """Read a file of Markdown with front matter in YAML, TOML or JSON, or pandoc's title block.

    Raises InputError where it can't be read, holds no text, is too long, or is nested too deeply.
    """
    from cjpublish.importers.markdown.catalogue import catalogue
    from cjpublish.importers.markdown.document import document
    from cjpublish.importers.markdown.front import split
    from cjpublish.importers.markdown.headings import plain
    from cjpublish.importers.markdown.pictures import Pictures

    account = Account(original)
    front = split(_text(original, account), account)
    if not front.body.strip():
        raise refused(original, "empty", "there is no text in this file")
    found = catalogue(front, account, plain)
    env: dict[str, Any] = {"account": account, "line": front.line, "filled": bool(front.kind), "at": front.line + 1}
    tree = document(front.body, env)
    pictures = Pictures(account)
    title, chapters = _chapters(tree, pictures, found.metadata.language, (found.metadata.title, found.name), account)
    cover = pictures.key(found.cover, 1) if found.cover else ""
    return Draft(
        metadata=replace(found.metadata, title=title),
        chapters=chapters,
        images=pictures.images,
        cover=cover,
        cover_alt=found.cover_alt,
        cuts=tuple(sorted(account.cuts, key=lambda cut: cut.line)),
        findings=summed(account.findings),
    )


def _text(original: Original, account: Account) -> str:
    """Return a file's characters, its lines ended by line feeds."""
    try:
        content = original.path.read_bytes()
    except OSError as error:
        raise refused(original, "unreadable", f"this file can't be read: {error.strerror}") from error
    decoded = encoding.decode(content, original)
    account.findings.extend(decoded.findings)
    if len(decoded.text) > _LONGEST:
        message = f"this text is too long: {len(decoded.text)} characters where {_LONGEST} are possible"
        raise refused(original, "too-large", message, "divide it")
    return decoded.text.replace("\r\n", "\n").replace("\r", "\n")


def _chapters(
    tree: Document, pictures: Any, language: str, names: tuple[str, str], account: Account
) -> tuple[str, tuple[Chapter, ...]]:
    """Return the title and the chapters of a tree; `names` are the title in the front matter and the file's name."""
    from cjpublish.importers.markdown.chapters import chapters
    from cjpublish.importers.markdown.links import links

    found = links(tree.body, account)
    taken = take_notes({"": tree.body})
    hooks = Hooks(
        picture=lambda address, element: pictures.key(address, tree.line(element.sourceline or 0)),
        drawing=lambda content, element: pictures.drawn(content),
        link=found.target,
        note=taken.references.get,
        anchor=lambda name: found.names.get(str(name), ""),
        place=lambda line: _place(account.original, tree, line),
    )
    around = language or _UNKNOWN
    converted = convert(tree.body, hooks, around)
    notes = {key: convert_note(element, hooks, around) for key, element in taken.targets.items()}
    if len(taken.targets) > tree.notes:  # what was found in HTML may be no note
        account.findings.extend(taken.findings)
    for each in (converted, *notes.values()):
        account.cuts.extend(_cuts(each.cuts, tree))
        account.findings.extend(each.findings)
    account.cuts.extend(_cuts(taken.cuts, tree))
    found.tell()
    if not converted.blocks:
        raise refused(account.original, "empty", "there is no text in this file")
    title, parts = chapters(relinked(converted.blocks, converted.aliases), *names, account)
    return title, tuple(Chapter(part, _notes(part, notes, converted.aliases)) for part in parts)


def _place(original: Original, tree: Document, line: int) -> Source:
    return original.place(tree.line(line))


def _cuts(cuts: Sequence[Cut], tree: Document) -> list[Cut]:
    return [replace(cut, line=tree.line(cut.line)) for cut in cuts]


def _notes(blocks: Sequence[Block], texts: Mapping[str, Converted], aliases: Mapping[str, str]) -> tuple[Note, ...]:
    """Return the notes that a chapter calls, and those that these call."""
    keys = list(called(blocks))
    notes: list[Note] = []
    for key in keys:
        if key in texts:
            notes.append(Note(key, relinked(texts[key].blocks, aliases)))
            keys.extend(each for each in called(notes[-1].blocks) if each not in keys)
    return tuple(notes)
