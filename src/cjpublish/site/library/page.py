"""A library's index: all publications as a list that needs no script, and a search over it that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cjpublish.editions.views.page import attribute, own_language, tagged, text
from cjpublish.site.addresses import COVER_SMALL, INDEX, OPDS_1
from cjpublish.site.frame import Page, own
from cjpublish.site.library.entries import Entry, Library, subjects
from cjpublish.site.library.words import LibraryWords, library_words
from cjpublish.site.opds.links import whole
from cjpublish.site.shelf import Listing
from cjpublish.site.words import site_words
from cjpublish.slugs import slug
from cjpublish.wording import wording

__all__ = ["SCRIPTS", "STYLES", "index_page"]

STYLES = ("site.css", "library.css")
SCRIPTS = ("search.js",)
_FORMATS: Mapping[str, str] = {
    "application/epub+zip": "EPUB",
    "audio/mp4": "M4B",
    "audio/mpeg": "MP3",
    "application/lpf+zip": "LPF",
    "application/zip": "DAISY",
}
"""What people call the kinds of file that they ask for by name."""


def index_page(library: Library, head: str, *, has_catalogue: bool) -> Page:
    """Return the index; `head` is for machines."""
    words, about = library_words(library.language), subjects(library.entries)
    marks = _marks(about)
    parts = (
        _part("publications", words.publications, library, _list(library, marks, words)),
        _part("subjects", words.subjects, library, _by_subject(about, marks, library, words)),
        _part("subscribe", words.subscribe, library, _catalogue(library) if has_catalogue else ""),
    )
    skip = own(words.skip, library.language, "a", (("class", "skip-link"), ("href", "#publications")))
    body = (
        f'{skip}\n<main id="main" tabindex="-1">\n<header class="masthead">\n<h1>{text(library.title)}</h1>\n'
        f"{_described(library)}</header>\n{_search(library, words)}{''.join(parts)}</main>\n"
        f'<footer class="foot"><p>{own(site_words(library.language).made_with, library.language)}</p></footer>\n'
    )
    return Page(
        address=INDEX,
        title=library.title,
        language=library.language,
        kind="library",
        styles=STYLES,
        scripts=SCRIPTS,
        body=body,
        head=head,
    )


def _part(name: str, heading: str, library: Library, markup: str) -> str:
    if not markup:
        return ""
    titled = own(heading, library.language, "h2", (("id", name), ("tabindex", "-1")))
    return f'<section class="part" aria-labelledby="{name}">\n{titled}\n{markup}</section>\n'


def _described(library: Library) -> str:
    lines = (("description", library.description), ("facts", library.publisher))
    return "".join(f'<p class="{name}">{text(line)}</p>\n' for name, line in lines if line)


def _search(library: Library, words: LibraryWords) -> str:
    """Write the search, whose phrases the script fills in, and how many publications there are."""
    phrases = {
        "every": words.every if len(library.entries) != 1 else words.only,
        "none": words.found_none,
        "one": words.found_one,
        "some": words.found_some,
    }
    data = "".join(f' data-{name}="{attribute(phrase)}"' for name, phrase in phrases.items())
    total = phrases["every"].format(total=len(library.entries))
    label = own(words.search, library.language, "label", (("for", "q"),))
    hint = own(words.search_hint, library.language, "p", (("id", "q-hint"),))
    return (
        f'<form role="search" class="search"{data}>\n{label}\n{hint}\n'
        '<input type="search" id="q" name="q" aria-describedby="q-hint" autocomplete="off" spellcheck="false"'
        ' enterkeyhint="search">\n</form>\n'
        f"{own(total, library.language, 'p', (('role', 'status'), ('class', 'number')))}\n"
    )


def _list(library: Library, marks: Mapping[str, str], words: LibraryWords) -> str:
    return f'<ul class="books">\n{"".join(_item(each, library, marks, words) for each in library.entries)}</ul>\n'


def _item(entry: Entry, library: Library, marks: Mapping[str, str], words: LibraryWords) -> str:
    """Write a publication; what is searched is in `title`, `subtitle`, `authors` and `subjects`."""
    metadata, here = entry.listing.metadata, library.language
    place, mark = attribute(entry.listing.folder), tagged(metadata.language, here)
    lines = (
        f'<h3 class="title"{mark}><a href="{place}{INDEX}">{text(metadata.title)}</a></h3>',
        f'<p class="subtitle"{mark}>{text(metadata.subtitle)}</p>' if metadata.subtitle else "",
        _authors(entry.listing, here),
        own(words.content_note, here, "p", (("class", "warned"),)) if entry.has_note else "",
        f'<p class="description"{mark}>{text(metadata.description)}</p>' if metadata.description else "",
        own(", ".join(_lengths(entry, words)), here, "p", (("class", "facts"),)) if any(_lengths(entry, words)) else "",
        _named(words.language, metadata.language, library, "language") if metadata.language != here else "",
        _named(words.formats, ", ".join(_formats(entry.listing)), library, "facts"),
        _subjects(entry, library, marks, words),
    )
    shown = "".join(f"{line}\n" for line in lines if line)
    return f'<li id="{_id(entry)}">\n{_cover(entry.listing, here)}\n<div>\n{shown}</div>\n</li>\n'


def _cover(listing: Listing, language: str) -> str:
    """Write the cover as a picture; one that was drawn shows nothing but what stands beside it."""
    metadata = listing.metadata
    alt = f'alt="{attribute(metadata.cover_alt)}"{tagged(metadata.language, language)}' if metadata.cover else 'alt=""'
    place = f"{attribute(listing.folder)}{COVER_SMALL}"
    return f'<img class="cover" src="{place}" {alt} width="400" height="600" loading="lazy" decoding="async">'


def _authors(listing: Listing, language: str) -> str:
    phrases, names = wording(language), ", ".join(listing.metadata.authors)
    if not names:
        return ""
    return f'<p class="authors"{own_language(phrases, language)}>{text(phrases.by.format(authors=names))}</p>'


def _id(entry: Entry) -> str:
    return f"book-{entry.listing.metadata.slug}"


def _named(name: str, value: str, library: Library, style: str) -> str:
    if not value:
        return ""
    return f'<p class="{style}">{own(f"{name}:", library.language)} <span>{text(value)}</span></p>'


def _lengths(entry: Entry, words: LibraryWords) -> Iterator[str]:
    if entry.minutes:
        yield words.read.format(duration=_span(entry.minutes, words))
    if entry.listing.seconds:
        yield words.listen.format(duration=_span(max(1, round(entry.listing.seconds / 60)), words))


def _span(minutes: int, words: LibraryWords) -> str:
    if minutes == 1:
        return words.minute
    hours, rest = divmod(minutes, 60)
    return words.hours.format(hours=hours, minutes=rest) if hours else words.minutes.format(minutes=rest)


def _formats(listing: Listing) -> dict[str, None]:
    """Return the names of the formats that can be taken along, each once, in the order of the editions."""
    return dict.fromkeys(
        _FORMATS[each.media_type] for each in listing.offers if whole(each) and each.media_type in _FORMATS
    )


def _subjects(entry: Entry, library: Library, marks: Mapping[str, str], words: LibraryWords) -> str:
    named = dict.fromkeys(entry.listing.metadata.subjects)
    if not named:
        return ""
    mark = tagged(entry.listing.metadata.language, library.language)
    links = ", ".join(f'<a href="#{marks[each.casefold()]}"{mark}>{text(each)}</a>' for each in named)
    return f'<p class="subjects">{own(f"{words.about}:", library.language)} <span>{links}</span></p>'


def _marks(about: Mapping[str, list[Entry]]) -> dict[str, str]:
    """Return the id of each subject by its name without capitals; a number tells apart what ASCII does not."""
    marks: dict[str, str] = {}
    for number, name in enumerate(about, 1):
        mark = f"subject-{slug(name) or number}"
        marks[name.casefold()] = f"{mark}-{number}" if mark in marks.values() else mark
    return marks


def _by_subject(
    about: Mapping[str, list[Entry]], marks: Mapping[str, str], library: Library, words: LibraryWords
) -> str:
    return "".join(_subject(name, marks[name.casefold()], found, library, words) for name, found in about.items())


def _subject(name: str, mark: str, found: list[Entry], library: Library, words: LibraryWords) -> str:
    """Write a subject, in the language of the first publication about it, and what there is about it."""
    language = tagged(found[0].listing.metadata.language, library.language)
    heading = text(words.subject.format(subject=name, number=len(found)))
    items = "".join(_back(each, library) for each in found)
    # A browser opens a closed list by itself where a link leads into it (HTML, 4.11.1), but not where it leads to it.
    return f'<details>\n<summary{language}>{heading}</summary>\n<ul id="{mark}">\n{items}</ul>\n</details>\n'


def _back(entry: Entry, library: Library) -> str:
    metadata = entry.listing.metadata
    return f'<li><a href="#{_id(entry)}"{tagged(metadata.language, library.language)}>{text(metadata.title)}</a></li>\n'


def _catalogue(library: Library) -> str:
    """Write the address that reading apps ask for."""
    said = own(site_words(library.language).catalogue, library.language, "p")
    address = f"{library.url}{OPDS_1}"
    return f'{said}\n<p class="address"><a href="{attribute(address)}">{text(address)}</a></p>\n'
