"""The library's site, made of the publications that are whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cjpublish import dist, site
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults
from cjpublish.library.members import Library, Member
from cjpublish.library.memory import site_files
from cjpublish.making import Made
from cjpublish.model import Artifact
from cjpublish.site.addresses import ICONS
from cjpublish.site.library import OWN_FOLDERS, Entry, make, newest_first
from cjpublish.site.library import Library as Shown

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


def put_in_place(library: Library, shown: Mapping[Member, Entry], target: Path) -> tuple[Made, ...]:
    """Put the library's site in place, all at once; the files of each publication's own have a second name in it.

    `shown` is in the order of the settings, and not empty.
    """
    settings, entries = library.settings, tuple(shown.values())
    whole = Shown(
        title=settings.title,
        language=settings.language,
        url=settings.url,
        description=settings.description,
        publisher=settings.publisher,
        entries=entries if settings.is_listed else newest_first(entries),
    )
    with disk_faults(target), dist.opened(target) as staging:
        for member, entry in shown.items():
            _adopt(member, entry, staging)
        _icons(whole.entries[0].listing.folder, staging)
        return tuple(_written(each, staging) for each in make(whole))


def _adopt(member: Member, entry: Entry, staging: dist.Staging) -> None:
    results = member.folder / "dist"
    for name, sha256 in site_files(member).items():
        place = f"{site.FOLDER}{entry.listing.folder}{name.removeprefix(site.FOLDER)}"
        staging.adopt(place, results / name, sha256)


def _icons(first: str, staging: dist.Staging) -> None:
    """Take the first publication's icons for the library's."""
    for name, _ in ICONS:
        staging.same(f"{site.FOLDER}{name}", f"{site.FOLDER}{first}{name}")


def _written(artifact: Artifact, staging: dist.Staging) -> Made:
    name = f"{site.FOLDER}{artifact.path}"
    place = staging.path(name)
    artifact.write(place)
    sha256 = staging.add(name)
    fresh, size = not staging.is_present(name), place.stat().st_size
    return Made(site.NAME, staging.target / name, artifact.media_type, size, sha256, 0.0, fresh)
