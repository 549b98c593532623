"""Plain text: a copy from a web page, a book with hard-wrapped lines, an article out of a word processor."""

from __future__ import annotations

from collections.abc import Sequence

from cjpublish.draft import Break, Cut, Draft, Figure, Metadata, Paragraph, Quote
from cjpublish.errors import Finding, Severity
from cjpublish.importers import Original, encoding, refused
from cjpublish.importers.language import language
from cjpublish.importers.text.blocks import Found, blocks_of
from cjpublish.importers.text.chapters import chapters_of
from cjpublish.importers.text.ending import breaks_off
from cjpublish.importers.text.gutenberg import Unframed, unframed
from cjpublish.importers.text.lines import lines_of
from cjpublish.importers.text.repair import repaired
from cjpublish.importers.text.sifting import Sifted, sifted
from cjpublish.importers.text.wrapping import unwrapped
from cjpublish.model import inline_text

__all__ = ["read"]

_MOST_LINES = 1_000_000
_SAMPLED = 40
"""Paragraphs that are enough to tell a language by."""


def read(original: Original) -> Draft:
    """Return the draft of a plain text.

    Raises InputError where the file can't be read, holds no words, or has more than a million lines.
    """
    text, mended = _text(original)
    book = unframed(lines_of(text))
    lines, joined = unwrapped(book.lines, original)
    parts = sifted(lines)
    found = blocks_of(parts.parts)
    title, titled = _title(book, parts, original)
    chapters, contents, divided = chapters_of(title, found, original)
    tongue, guessed = language("", _sample(found), original)
    ending = breaks_off([one for one in found if not isinstance(one[0], Figure | Break)], original)
    metadata = Metadata(
        title=title,
        subtitle=parts.subtitle.written if parts.subtitle else "",
        authors=book.authors or parts.opening.authors,
        language=tongue,
        date=parts.opening.date,
        source=parts.opening.source or original.address,
        truncated=ending is not None,
    )
    cuts = [*book.cuts, *parts.cuts, *contents]
    if book.title and parts.title:
        cuts.append(Cut("title page", parts.title.written, parts.title.number))
    if not found:
        message = "nothing in this file looks like a text: only its title was kept"
        titled.append(Finding("no-text", Severity.WARNING, message, original.place(), "look through what was cut"))
    told = [*mended, *joined, *titled, *divided, *guessed, *([ending] if ending else [])]
    in_order = tuple(sorted(cuts, key=lambda cut: cut.line))
    return Draft(metadata, tuple(chapters), cuts=in_order, findings=tuple(told))


def _text(original: Original) -> tuple[str, list[Finding]]:
    """Return what a file says, and what was mended in it; raises InputError where that is no text."""
    try:
        content = original.path.read_bytes()
    except OSError as error:
        raise refused(original, "unreadable", f"this file can't be read: {error.strerror or error}") from error
    decoded = encoding.decode(content, original)
    text, mended = repaired(decoded.text, original)
    if text.count("\n") > _MOST_LINES:
        raise refused(original, "too-large", f"this text has more than {_MOST_LINES:,} lines", "divide it")
    if not any(letter.isalnum() for letter in text):
        raise refused(original, "empty", "there is not one word in this file")
    return text, [*decoded.findings, *mended]


def _title(book: Unframed, parts: Sifted, original: Original) -> tuple[str, list[Finding]]:
    """Return the title, or the file's name in its place."""
    if book.title:
        return book.title, []
    if parts.title:
        message = f"the title is taken to be “{parts.title.written}”"
        if parts.subtitle:
            message += f", the subtitle “{parts.subtitle.written}”"
        place = original.place(parts.title.number)
        return parts.title.written, [Finding("guessed-title", Severity.NOTE, message, place)]
    name = original.path.stem.replace("-", " ").replace("_", " ").strip() or "Untitled"
    message = f"no title was found: the file's name, “{name}”, stands in its place"
    fix = "write the title in publication.yaml, and as the first heading"
    return name, [Finding("no-title", Severity.WARNING, message, original.place(), fix)]


def _sample(found: Sequence[Found]) -> str:
    """Return enough of the text to tell its language by."""
    texts: list[str] = []
    for block, _, _ in found:
        paragraphs = block.blocks if isinstance(block, Quote) else (block,)
        texts += [inline_text(inner.inlines) for inner in paragraphs if isinstance(inner, Paragraph)]
        if len(texts) > _SAMPLED:
            break
    return "\n".join(texts)
