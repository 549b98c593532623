"""The Navigation Control Center: what the book is, and every place in it that a player can go to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjpublish.editions.daisy202.markup import FORMAT, GENERATOR, clock, meta, xhtml
from cjpublish.editions.daisy202.sections import Entry, Section
from cjpublish.editions.views.page import text
from cjpublish.model import Metadata

__all__ = ["ncc", "publisher"]


def ncc(sections: Sequence[Section], metadata: Metadata, files: int, size: int) -> bytes:
    """Return `ncc.html` (DAISY 2.02, 2.1) for a book of so many files, which have so many bytes without this one.

    An entry leads to a `text`, the first in its `par` (2.1.10.1): a `par` would do, too, but not in daisy-player.
    """
    entries = [
        (section, place, phrase.entry)
        for section in sections
        for place, phrase in enumerate(section.phrases)
        if phrase.entry
    ]
    body = "".join([_entry(section, place, entry) for section, place, entry in entries])
    head = "".join(_described(metadata)) + "".join(_counted([entry for _, _, entry in entries]))
    head += meta("ncc:totalTime", clock(sections[-1].span.end), "hh:mm:ss") + meta("ncc:files", str(files))
    total = size + len(xhtml(metadata.title, head + meta("ncc:kByteSize", str(size)), body, metadata.language))
    head += meta("ncc:kByteSize", str(-(-total // 1024)))
    return xhtml(metadata.title, head, body, metadata.language)


def publisher(metadata: Metadata) -> str:
    """Return who publishes the book; `dc:publisher` is mandatory, so authors publish what names no other."""
    return metadata.publisher or ", ".join(metadata.authors) or metadata.title


def _described(metadata: Metadata) -> Iterator[str]:
    """Yield what a catalogue says (DAISY 2.02, 2.1.3); each author, subject and narrator has an element of its own."""
    date = metadata.date or metadata.modified[:10]
    yield meta("dc:title", metadata.title)
    yield from (meta("dc:creator", author) for author in metadata.authors)
    yield meta("dc:date", date, "yyyy-mm-dd"[: len(date)])
    yield meta("dc:format", FORMAT)
    yield meta("dc:identifier", metadata.identifier)
    yield meta("dc:language", metadata.language)
    yield meta("dc:publisher", publisher(metadata))
    yield from (meta("dc:subject", subject) for subject in metadata.subjects)
    known = (("description", metadata.description), ("source", metadata.source), ("rights", metadata.rights))
    yield from (meta(f"dc:{name}", value) for name, value in known if value)
    yield from (meta("ncc:narrator", narrator) for narrator in metadata.narrators)
    yield meta("ncc:producedDate", metadata.modified[:10], "yyyy-mm-dd")
    yield meta("ncc:generator", GENERATOR)
    yield meta("ncc:charset", "utf-8")
    yield meta("ncc:multimediaType", "audioFullText")
    yield meta("ncc:setInfo", "1 of 1")


def _counted(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield how many entries of each kind there are; pages of a printed edition are none of them.

    Their numbers are not narrated, and daisy-player, where it knows of pages, takes any number in the text for one of
    them, misses the heading after it and says parts of the book again.
    """
    kinds = [entry.kind for entry in entries]
    counts = {
        "tocItems": len(entries),
        "depth": max(int(entry.tag[1]) for entry in entries if entry.tag != "span"),
        "pageFront": 0,
        "pageNormal": 0,
        "pageSpecial": 0,
        "maxPageNormal": 0,
        "footnotes": kinds.count("noteref"),
        "prodNotes": kinds.count("optional-prodnote"),
        "sidebars": 0,
    }
    yield from (meta(f"ncc:{name}", str(count)) for name, count in counts.items())


def _entry(section: Section, place: int, entry: Entry) -> str:
    kind = f' class="{entry.kind}"' if entry.kind else ""
    target = f"{section.smil}#{section.name('t', place)}"
    link = f'<a href="{target}">{text(entry.title)}</a>'
    return f'<{entry.tag}{kind} id="{section.name("n", place)}">{link}</{entry.tag}>\n'
