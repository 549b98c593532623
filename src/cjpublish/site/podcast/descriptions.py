"""What a podcast and its episodes say of themselves, as HTML; what people must know before they listen comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjpublish.amounts import duration
from cjpublish.editions.views.page import attribute, text
from cjpublish.model import Paragraph, inline_text, walk_sentences
from cjpublish.segment import gap
from cjpublish.site.podcast.characters import plain
from cjpublish.site.podcast.show import Episode, Show
from cjpublish.wording import wording

__all__ = ["of_episode", "of_show"]

_LIMIT = 4000
"""Bytes of a description (Apple Podcasts, A Podcaster's Guide to RSS)."""
_LONGEST_WORD = 40
"""Characters."""


def of_show(show: Show) -> str:
    """Return the content note, with a link to it, then the publication's description and who reads."""
    body = [*_content_note(show), *filter(None, [show.metadata.description])]
    return _fitted(_link_to_note(show), body, _narration(show)) or _paragraph(show.metadata.title)


def of_episode(show: Show, episode: Episode) -> str:
    """Return a link to the content note, what the episode holds, a link to its text, and who reads.

    Nothing is quoted from a chapter: a passage without what stands around it is no preparation for it.
    """
    is_note = episode.chapter.role == "notice"
    if is_note:
        body = list(_content_note(show))
    elif episode.chapter.role == "titlepage":
        body = [show.metadata.description] if show.metadata.description else []
    else:
        # Apps make places to go to of times at the start of a line.
        body = [f"{duration(mark.milliseconds / 1000)} {mark.title}" for mark in episode.marks]
    transcript = _link(episode.page, wording(show.metadata.language).transcript)
    return _fitted("" if is_note else _link_to_note(show), body, transcript + _narration(show))


def _link_to_note(show: Show) -> str:
    return _link(show.note, wording(show.metadata.language).content_note) if show.note else ""


def _content_note(show: Show) -> Iterator[str]:
    """Yield the note's blocks as text, without its heading and the link that leads past it."""
    for chapter in show.publication.reading_order:
        if chapter.role == "notice":
            for block in chapter.blocks[1:]:
                if not (isinstance(block, Paragraph) and block.style == "skip-link"):
                    yield _joined(inline_text(sentence.inlines) for sentence in walk_sentences((block,)))


def _narration(show: Show) -> str:
    """Return what the title page says of who reads; directories ask that a synthetic voice be told here too.

    It is heard on that page, too (Apple Podcasts, content guidelines: in the sound and in the metadata).
    """
    for block in show.publication.reading_order[0].blocks:
        if isinstance(block, Paragraph) and block.style == "title-narration":
            return _paragraph(_joined(inline_text(sentence.inlines) for sentence in block.sentences))
    return ""


def _joined(sentences: Iterator[str]) -> str:
    written = ""
    for sentence in sentences:
        written += f"{gap(written)}{sentence}" if written else sentence
    return written


def _fitted(before: str, body: Sequence[str], after: str) -> str:
    """Join what must be there and as much of the body as has room between; `…` stands where it is cut."""
    room = _LIMIT - len(f"{before}{after}".encode())
    kept = ""
    for each in body:
        if len(f"{kept}{_paragraph(each)}".encode()) > room:
            kept += _cut(each, room - len(kept.encode()))
            break
        kept += _paragraph(each)
    return f"{before}{kept}{after}"


def _cut(words: str, room: int) -> str:
    """Return as much of a text as a paragraph of so many bytes holds, to the end of a word; empty where it is none."""
    kept = words[: max(room, 0)]
    while kept and len(_paragraph(f"{kept}…").encode()) > room:
        kept = kept[:-1]
    whole, _, begun = kept.rpartition(" ")
    if len(begun) < _LONGEST_WORD:  # longer ones are of a script that puts no spaces between words
        kept = whole
    return _paragraph(f"{kept}…") if kept else ""


def _paragraph(words: str) -> str:
    return f"<p>{text(plain(words))}</p>"


def _link(address: str, words: str) -> str:
    return f'<p><a href="{attribute(address)}">{text(plain(words))}</a></p>'
