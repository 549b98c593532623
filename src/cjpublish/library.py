"""A library: several publications in folders beside a library.yaml, each with its own results, and one site for all.

Of many publications only what catalogues say is held at a time: each is read again when its turn comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from cjpublish import dist, pipeline, site
from cjpublish.errors import Finding, InputError, PublishError, Severity, Source, disk_faults
from cjpublish.making import Made, loaded
from cjpublish.model import Artifact, Publication
from cjpublish.settings.library import LibrarySettings, load
from cjpublish.site.addresses import ICONS
from cjpublish.site.library import OWN_FOLDERS, Entry, entry, make, newest_first
from cjpublish.site.library import Library as Shown

__all__ = ["Built", "Library", "Member", "Result", "build", "read"]


@dataclass(frozen=True, slots=True)
class Member:
    """A publication of a library, without its text."""

    folder: Path
    """Where it lies."""
    name: str
    """The same, relative to the library's folder, with forward slashes."""
    title: str
    """Its title."""
    slug: str
    """Names its results, and its place in the library's site."""
    identifier: str
    """Names it in catalogues, for ever and everywhere."""


@dataclass(frozen=True, slots=True)
class Library:
    """A folder with library.yaml, read and without a fault."""

    root: Path
    """The folder."""
    settings: LibrarySettings
    """What library.yaml says."""
    members: tuple[Member, ...]
    """In the order of the settings."""
    findings: tuple[Finding, ...]
    """What was guessed or left out when the publications were read and their narrations planned."""


@dataclass(frozen=True, slots=True)
class Built:
    """A publication with what its build has done."""

    member: Member
    """The publication."""
    result: pipeline.Result
    """What was done; places of findings are relative to the library's folder."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the build of a library has done."""

    publications: tuple[Built, ...]
    """In the order of the members."""
    site: tuple[Made, ...]
    """What is the library's own of its site; empty where only editions were asked for."""


def read(
    folder: str | Path = ".", *, names: Sequence[str] = (), voice: str | None = None, cache: Path | None = None
) -> Library:
    """Read library.yaml and every publication, and plan what will be narrated; write nothing into any folder.

    `names` are the editions that are wanted, by default those that each publication asks for; `voice` is a voice of
    all of them, `cache` the store's folder. Raises InputError with every fault of all of them at once.
    """
    root = Path(folder).expanduser().resolve()
    loaded(names)
    findings: list[Finding] = []
    settings = load(root, findings)
    members: list[Member] = []
    for place in settings.folders if settings else ():
        name = place.relative_to(root).as_posix()
        try:
            with _placed(root, name):
                publication = pipeline.read(place)
                found = [*publication.findings, *_planned(publication, names, voice, cache)]
        except InputError as error:
            findings += error.findings
            continue
        findings += (_at(root, name, each) for each in found)
        metadata = publication.metadata
        members.append(Member(place, name, metadata.title, metadata.slug, metadata.identifier))
    findings = [*dict.fromkeys(findings), *_clashes(members)]
    if settings is None or any(each.severity is Severity.ERROR for each in findings):
        raise InputError(findings)
    return Library(root, settings, tuple(members), tuple(findings))


def build(
    library: Library,
    *,
    names: Sequence[str] = (),
    voice: str | None = None,
    out: Path | None = None,
    cache: Path | None = None,
    jobs: int | None = None,
    around: Callable[[int, Member], AbstractContextManager[object]] = lambda _number, _member: nullcontext(),
) -> Result:
    """Build every publication into its own `dist/`, and then the library's site into `dist/` beside library.yaml.

    Each is built as if it stood alone, but its site's address is the library's with the publication's slug, and it has
    a site whether or not its settings ask for one. `names` picks editions of all; the library's site is then left as it
    is, unless `site` is among them. `out` is a folder for the library's own results; `voice`, `cache` and `jobs` are as
    in `pipeline.build`. `around` gives what a publication is built within, by its number from 1.

    Raises what `pipeline.build` does, with the publication's folder in the place of each fault: those before it are
    built then, and the library's site is as it was.
    """
    target = _target(library, out)
    with_site = not names or site.NAME in names
    built: list[Built] = []
    entries: list[Entry] = []
    for number, member in enumerate(library.members, 1):
        with around(number, member), _placed(library.root, member.name):
            publication = _published(member, library)
            if with_site and site.NAME not in publication.editions:
                publication = replace(publication, editions=(*publication.editions, site.NAME))
            result = pipeline.build(publication, names=() if with_site else names, voice=voice, cache=cache, jobs=jobs)
        if result.listing:
            listing = replace(result.listing, folder=f"{member.slug}/")
            entries.append(entry(publication, listing))
        built.append(Built(member, _told(result, library.root, member.name)))
    return Result(tuple(built), _site(library, entries, target) if with_site else ())


def _planned(
    publication: Publication, names: Sequence[str], voice: str | None, cache: Path | None
) -> tuple[Finding, ...]:
    """Return what is found when a narration is planned; nothing where none is wanted.

    Raises InputError where there is no such voice, whatever is made.
    """
    asked = publication.editions if not names or site.NAME in names else names
    if voice is None and not any(each.narrated for each in loaded(asked).values()):
        return ()
    return pipeline.plan(publication, voice=voice, cache=cache).plan.findings


def _clashes(members: Sequence[Member]) -> Iterator[Finding]:
    """Yield an error for each publication whose place in the site, or whose name in catalogues, is another's."""
    slugs: dict[str, Member] = {}
    identifiers: dict[str, Member] = {}
    for member in members:
        place = Source(f"{member.name}/manuscript/publication.yaml")
        if member.slug in OWN_FOLDERS:
            message = f"the slug '{member.slug}' is the name of a folder of the library's own site"
            yield Finding("own-slug", Severity.ERROR, message, place, "give it another with `slug: …`")
        other = slugs.setdefault(member.slug, member)
        if other is not member:
            message = f"the slug '{member.slug}' is also that of '{other.name}', and so both have the same address"
            yield Finding("same-slug", Severity.ERROR, message, place, "give one of them another with `slug: …`")
        other = identifiers.setdefault(member.identifier, member)
        if other is not member:
            message = f"the identifier '{member.identifier}' is also that of '{other.name}', and apps take both for one"
            fix = "give one of them another with `identifier: …`; where none is written it comes of title and authors"
            yield Finding("same-identifier", Severity.ERROR, message, place, fix)


def _published(member: Member, library: Library) -> Publication:
    """Read a publication as it stands in the library: at its address there, with the way back."""
    publication = pipeline.read(member.folder)
    settings = library.settings
    web = replace(publication.web, url=f"{settings.url}{member.slug}/", library=settings.title)
    return replace(publication, web=web)


def _target(library: Library, out: Path | None) -> Path:
    """Return the folder for the library's results; refuse one whose change could touch a publication."""
    target = (out or library.root / "dist").expanduser().resolve()
    folders = [each.folder.resolve() for each in library.members]
    apart = not any(each.is_relative_to(target) or target.is_relative_to(each) for each in folders)
    if apart and not library.root.is_relative_to(target):
        return target
    message, fix = "the library's results can't go here: its publications are here", "name a folder beside theirs"
    raise InputError([Finding("out", Severity.ERROR, message, Source(str(target)), fix)])


def _site(library: Library, entries: Sequence[Entry], target: Path) -> tuple[Made, ...]:
    """Put the library's site in place, all at once; the files of each publication's own have a second name in it."""
    settings = library.settings
    shown = Shown(
        title=settings.title,
        language=settings.language,
        url=settings.url,
        description=settings.description,
        publisher=settings.publisher,
        entries=tuple(entries) if settings.is_listed else newest_first(entries),
    )
    with disk_faults(target), dist.opened(target) as staging:
        for member in library.members:
            _adopt(member, staging)
        _icons(shown.entries[0].listing.folder, staging)
        return tuple(_written(each, staging) for each in make(shown))


def _adopt(member: Member, staging: dist.Staging) -> None:
    made = member.folder / "dist"
    for name, sha256 in dist.made(made).items():
        if name.startswith(site.FOLDER):
            staging.adopt(f"{site.FOLDER}{member.slug}/{name.removeprefix(site.FOLDER)}", made / name, sha256)


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


@contextmanager
def _placed(root: Path, name: str) -> Iterator[None]:
    """Say of each fault that comes up in which publication it is."""
    try:
        yield
    except PublishError as error:
        raise type(error)(_at(root, name, each) for each in error.findings) from error


def _told(result: pipeline.Result, root: Path, name: str) -> pipeline.Result:
    found, checked = (tuple(_at(root, name, each) for each in told) for told in (result.findings, result.checked))
    return replace(result, findings=found, checked=checked)


def _at(root: Path, name: str, finding: Finding) -> Finding:
    """Return a finding with its place relative to the library's folder; what is in none is of the whole publication."""
    source = finding.source or Source("")
    if Path(source.path).is_absolute() or not (root / name / source.path.partition("/")[0]).exists():
        return finding  # it is in no file of the publication's
    return replace(finding, source=replace(source, path=f"{name}/{source.path}".rstrip("/")))
