"""Makes the files of editions, and the site that shows them, in a folder of results; what is there already is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from cjpublish import dist, editions, site, versions
from cjpublish.errors import Finding, InputError, Severity
from cjpublish.fingerprint import fingerprint
from cjpublish.model import Artifact, Book, Publication
from cjpublish.progress import advance
from cjpublish.store import Store, digest
from cjpublish.sums import stamp

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = [
    "Asked",
    "Made",
    "asked",
    "book_key",
    "encodings",
    "left_behind",
    "loaded",
    "make",
    "make_site",
    "names",
    "on_shelf",
]


@dataclass(frozen=True, slots=True)
class Made:
    """A file that a build has put into dist/."""

    edition: str
    """The name of the edition."""
    path: Path
    """Where it lies."""
    media_type: str
    """Of its content."""
    size: int
    """Bytes."""
    sha256: str
    """Of its bytes, hexadecimal."""
    seconds: float
    """How long it plays; 0 where it is no audio of the whole publication or of a chapter."""
    fresh: bool
    """Whether this build made it; False where it was there already."""
    stamp: str = ""
    """How the disk tells it from what it would be after a change, as `sums.stamp` returns it, where it is fresh."""


def names() -> tuple[str, ...]:
    """Return the names of all that can be made: the editions and the site."""
    return (*editions.names(), site.NAME)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a build shall make."""

    text: Mapping[str, editions.Edition]
    """The editions that need no voice, by name."""
    narrated: Mapping[str, editions.Edition]
    """The others."""
    site: bool
    """Whether it makes the site, too."""
    partly: bool
    """Whether what was made before and is not asked for stays."""


def asked(publication: Publication, named: Sequence[str]) -> Asked:
    """Return what is asked for: what is `named`, or else all that the publication wants; a site shows all there is.

    Raises InputError where there is no edition of a name, or where a podcast is wanted of a site without an address.
    """
    shown = site.NAME in (named or publication.editions)
    web = publication.web
    if shown and web.wanted and not web.url:
        message, fix = "a podcast needs the address of its site, `site: url`", "add `site: {url: https://…}`"
        raise InputError([Finding("no-address", Severity.ERROR, message, web.wanted, fix)])
    chosen = loaded((*publication.editions, *named) if shown else named or publication.editions)
    text = {name: edition for name, edition in chosen.items() if not edition.narrated}
    narrated = {name: edition for name, edition in chosen.items() if edition.narrated}
    return Asked(text, narrated, shown, partly=bool(named) and not shown)


def loaded(named: Iterable[str]) -> dict[str, editions.Edition]:
    """Return the editions among what is named; raises InputError where there is none of a name."""
    return {name: editions.load(name) for name in named if name != site.NAME}


def encodings(chosen: Mapping[str, editions.Edition]) -> tuple[str, ...]:
    """Return the encodings of the sound that editions hold, each once, in an order that is always the same."""
    return tuple(
        sorted({encoding for edition in chosen.values() if edition.narrated for encoding in edition.encodings})
    )


def make(
    chosen: Mapping[str, editions.Edition],
    book: Book,
    key: str,
    staging: dist.Staging,
    store: Store,
    findings: list[Finding],
) -> list[Made]:
    """Put the files of editions into the staging folder; append what they can't hold to `findings`.

    `key` is the book's.
    """
    made: list[Made] = []
    keys = {name: digest("edition", name, key) for name in chosen}
    known = {name: rows for name in chosen if (rows := _known(keys[name], staging, store))}
    new = _new({name: edition for name, edition in chosen.items() if name not in known}, book, staging)
    for name, (files, warnings) in new.items():
        store.put(keys[name], json.dumps([files, warnings]).encode())
    for name in chosen:
        files, warnings = new.get(name) or known[name]
        findings += map(Finding.from_row, warnings)
        made += [_made(name, row, book, staging, fresh=name in new) for row in files]
    return made


_Rows: TypeAlias = tuple[list[Any], list[Any]]
"""The files of an edition, and what it can't hold, as the store has them."""


def _known(key: str, staging: dist.Staging, store: Store) -> _Rows | None:
    """Return what an edition is, if all its files are there already; they are taken over."""
    stored = store.get(key)
    files, warnings = json.loads(stored) if stored else ([], [])
    is_there = files and all(staging.reuse(path, sha256) for path, sha256, *_ in files)
    return (files, warnings) if is_there else None


def _new(chosen: Mapping[str, editions.Edition], book: Book, staging: dist.Staging) -> dict[str, _Rows]:
    """Make editions; the sum of a file is taken while the next is made."""
    from concurrent.futures import ThreadPoolExecutor

    stage = "audio editions" if book.timeline else "text editions"
    written: dict[str, tuple[list[tuple[Artifact, Future[str]]], list[Any]]] = {}
    with ThreadPoolExecutor(1) as summing:
        for done, (name, edition) in enumerate(chosen.items()):
            advance(stage, done, len(chosen))
            files = []
            for artifact in edition.make(book):
                artifact.write(staging.path(artifact.path))
                files.append((artifact, summing.submit(staging.add, artifact.path)))
            written[name] = files, [each.as_row() for each in edition.warnings(book)]
    advance(stage, len(chosen), len(chosen))
    return {
        name: ([_row(artifact, artifact.path, sum_.result()) for artifact, sum_ in files], warnings)
        for name, (files, warnings) in written.items()
    }


def on_shelf(book: Book, made: Sequence[Made], staging: dist.Staging) -> site.Shelf:
    """Return what a site shows: the book, and the files of its editions."""
    return site.Shelf(book, tuple(_offer(each, staging) for each in made))


def make_site(shelf: site.Shelf, key: str, staging: dist.Staging, store: Store, findings: list[Finding]) -> list[Made]:
    """Put the site into the staging folder, with what it offers under second names.

    Returns what is the site's own. `key` is the book's. Where the site's address is not known, its feeds are left out
    and `findings` say so.
    """
    advance("site", 0, 1)
    publication = shelf.publication
    for offer in shelf.offers:
        staging.same(f"{site.FOLDER}{site.downloads(offer)}", offer.path)
    writers = [versions.library(library) for library in ("feedgen", "segno")]
    web = replace(publication.web, wanted=None)
    own = digest("site", versions.code("site"), writers, key, fingerprint(*shelf.offers, web))
    stored = store.get(own)
    files = json.loads(stored) if stored else []
    fresh = not (files and all(staging.reuse(path, sha256) for path, sha256, *_ in files))
    if fresh:
        files = [_written(each, site.FOLDER, staging) for each in site.make(shelf)]
        store.put(own, json.dumps(files).encode())
    findings += _left_out(shelf)
    advance("site", 1, 1)
    return [_made(site.NAME, row, shelf.book, staging, fresh=fresh) for row in files]


def left_behind(made: Sequence[Made], staging: dist.Staging) -> Iterator[Finding]:
    """Yield that a site stays as it was, where a build has made something else anew."""
    if any(each.fresh for each in made) and f"{site.FOLDER}index.html" in staging.sums:
        message = "the site stays as it was, and shows what was made before"
        yield Finding("site-left", Severity.NOTE, message, fix="run cjpublish without naming editions to make it again")


def _left_out(shelf: site.Shelf) -> Iterator[Finding]:
    """Yield what a site could have and has not, and why."""
    web, is_narrated = shelf.publication.web, shelf.book.timeline is not None
    if not web.url:
        message = "the site has no podcast and no catalogue, since these need its address"
        fix = "add `site: {url: https://…}` to publication.yaml once you know it"
        yield Finding("no-feeds", Severity.NOTE, message, fix=fix)
    if (is_narrated or web.wanted) and not any(shelf.spoken()):
        message = "the site has no player and no podcast, since these need the edition `mp3`"
        severity = Severity.WARNING if web.wanted else Severity.NOTE
        yield Finding("no-player", severity, message, web.wanted, "add it to `editions`")


def book_key(book: Book) -> str:
    """Name all that editions are made of: the text, the pictures, the time and the sound, and the code."""
    publication = book.publication
    return digest(
        "book",
        versions.code("."),
        [versions.library(library) for library in ("av", "EbookLib", "lxml", "pillow")],
        fingerprint(publication.metadata, *publication.reading_order, publication.cover, publication.contents),
        fingerprint(replace(publication.narration, voices={}, lexicons=())),
        [(voice.name, voice.narrator) for voice in publication.narration.voices.values()],
        [name for name in publication.editions if name != site.NAME],
        [(resource.path, resource.sha256) for resource in publication.resources],
        [(chapter, audio.key) for chapter, audio in book.audio.items()],
    )


def _written(artifact: Artifact, folder: str, staging: dist.Staging) -> list[object]:
    """Write a file into the staging folder; return its path, SHA-256, samples and media type."""
    path = f"{folder}{artifact.path}"
    artifact.write(staging.path(path))
    return _row(artifact, path, staging.add(path))


def _row(artifact: Artifact, path: str, sha256: str) -> list[object]:
    return [path, sha256, artifact.samples, artifact.media_type]


def _made(name: str, row: Sequence[str | int], book: Book, staging: dist.Staging, *, fresh: bool) -> Made:
    path, sha256, samples, media_type = row
    status = staging.path(str(path)).stat()
    seconds = int(samples) / book.publication.narration.sample_rate
    place = staging.target / str(path)
    written = stamp(status) if fresh else ""
    return Made(name, place, str(media_type), status.st_size, str(sha256), seconds, fresh, written)


def _offer(made: Made, staging: dist.Staging) -> site.Offer:
    path = made.path.relative_to(staging.target).as_posix()
    title = editions.load(made.edition).title
    return site.Offer(made.edition, title, path, made.media_type, made.size, made.sha256, made.seconds)
