"""The library's site, made of the publications that are whole."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cjpublish import site, versions
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults
from cjpublish.fingerprint import fingerprint
from cjpublish.library.members import Library, Member
from cjpublish.library.memory import site_files
from cjpublish.making import Made
from cjpublish.model import Artifact
from cjpublish.results import linked
from cjpublish.results.files import checksum, has
from cjpublish.results.linked import Row
from cjpublish.site.addresses import ICONS
from cjpublish.site.library import OWN_FOLDERS, Entry, make, newest_first
from cjpublish.site.library import Library as Shown
from cjpublish.store import Store, digest

__all__ = ["clashes", "put_in_place", "target_of"]


def target_of(library: Library, out: Path | None) -> Path:
    """Return the folder for the library's results; refuse one whose change could touch a publication."""
    target = (out or library.root / "dist").expanduser().resolve()
    folders = [each.folder.resolve() for each in library.members]
    apart = not any(each.is_relative_to(target) or target.is_relative_to(each) for each in folders)
    if apart and not library.root.is_relative_to(target):
        return target
    message, fix = "the library's results can't go here: its publications are here", "name a folder beside theirs"
    raise InputError([Finding("out", Severity.ERROR, message, Source(str(target)), fix)])


def clashes(shown: Mapping[Member, Entry]) -> Iterator[Finding]:
    """Yield an error for each publication whose place in the site, or whose name in catalogues, is another's."""
    slugs: dict[str, Member] = {}
    identifiers: dict[str, Member] = {}
    for member, entry in shown.items():
        place = Source(f"{member.name}/manuscript/publication.yaml")
        slug, identifier = entry.listing.metadata.slug, entry.listing.metadata.identifier
        if slug in OWN_FOLDERS:
            message = f"the slug '{slug}' is the name of a folder of the library's own site"
            yield Finding("own-slug", Severity.ERROR, message, place, "give it another with `slug: …`")
        other = slugs.setdefault(slug, member)
        if other is not member:
            message = f"the slug '{slug}' is also that of '{other.name}', and so both have the same address"
            yield Finding("same-slug", Severity.ERROR, message, place, "give one of them another with `slug: …`")
        other = identifiers.setdefault(identifier, member)
        if other is not member:
            message = f"the identifier '{identifier}' is also that of '{other.name}', and apps take both for one"
            fix = "give one of them another with `identifier: …`; where none is written it comes of title and authors"
            yield Finding("same-identifier", Severity.ERROR, message, place, fix)


def put_in_place(library: Library, shown: Mapping[Member, Entry], target: Path, store: Store) -> tuple[Made, ...]:
    """Put the library's site in place, all at once; the files of each publication's own have a second name in it.

    Where it is in place already it is not made. `shown` is in the order of the settings, and not empty. Raises
    InputError where results of one are gone.
    """
    whole = _whole(library, tuple(shown.values()))
    key = digest("index", versions.everything(), fingerprint(replace(whole, entries=()), *whole.entries))
    icons = _icons(next(member for member, entry in shown.items() if entry is whole.entries[0]))
    with disk_faults(store.folder):
        stored = store.get(key)
    with disk_faults(target):
        linked.settle(target)
        if stored:
            made = tuple(_made(target, *row, is_fresh=False) for row in json.loads(stored))
            if linked.stands(target, _rows(made, icons, shown, target)):
                return made
        with linked.beside(target) as new:
            made = tuple(_written(each, new, target) for each in make(whole))
            if not linked.stands(target, _rows(made, icons, shown, target)):
                linked.put_in_place(target, new, _rows(made, icons, shown, target))
    kept = [(_name(each, target), each.media_type, each.size, each.sha256) for each in made]
    with suppress(OSError):  # it is in place; where that can't be remembered it is made again
        store.put(key, json.dumps(kept).encode())
    return made


def _whole(library: Library, entries: Sequence[Entry]) -> Shown:
    settings = library.settings
    return Shown(
        title=settings.title,
        language=settings.language,
        url=settings.url,
        description=settings.description,
        publisher=settings.publisher,
        entries=tuple(entries) if settings.is_listed else newest_first(entries),
    )


def _rows(made: Iterable[Made], icons: Iterable[Row], shown: Mapping[Member, Entry], target: Path) -> Iterator[Row]:
    """Yield all files of the site in the order of their names."""
    own = sorted((*(Row(_name(each, target), each.sha256) for each in made), *icons))
    places = sorted(shown, key=lambda member: shown[member].listing.folder)
    theirs = (row for member in places for row in _theirs(member, shown[member].listing.folder))
    return heapq.merge(own, theirs, key=lambda row: row.name)


def _theirs(member: Member, folder: str) -> Iterator[Row]:
    """Yield the files of a publication's own site, in its folder of the library's."""
    results, files = member.folder / "dist", site_files(member)
    if not files:
        message, fix = "its results have gone since it was built", "run the same command again"
        raise InputError([Finding("results-gone", Severity.ERROR, message, Source(member.name), fix)])
    for name, sha256 in sorted(files.items()):
        yield Row(f"{site.FOLDER}{folder}{name.removeprefix(site.FOLDER)}", sha256, f"{results}/{name}")


def _icons(first: Member) -> tuple[Row, ...]:
    """Take the first publication's icons for the library's."""
    names = {f"{site.FOLDER}{name}" for name, _ in ICONS}
    return tuple(row for row in _theirs(first, "") if row.name in names)


def _written(artifact: Artifact, new: Path, target: Path) -> Made:
    name = f"{site.FOLDER}{artifact.path}"
    place = new / name
    place.parent.mkdir(parents=True, exist_ok=True)
    artifact.write(place)
    sha256, size = checksum(place), place.stat().st_size
    return _made(target, name, artifact.media_type, size, sha256, is_fresh=not has(target / name, sha256))


def _made(target: Path, name: str, media_type: str, size: int, sha256: str, *, is_fresh: bool) -> Made:
    return Made(site.NAME, target / name, media_type, size, sha256, 0.0, is_fresh)


def _name(made: Made, target: Path) -> str:
    return made.path.relative_to(target).as_posix()
