"""What is done for one publication of a library: in a process of its own, or here with workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from types import FrameType

from cjpublish import pipeline, site
from cjpublish.errors import Finding, PublishError, Severity, StrictError
from cjpublish.library.members import Member, placed
from cjpublish.library.memory import compact, remember
from cjpublish.library.wire import telling
from cjpublish.model import Publication
from cjpublish.narration.here import Here
from cjpublish.narration.workforce import Workforce
from cjpublish.remembering import Memory
from cjpublish.site.library import Entry, entry
from cjpublish.store import Store
from cjpublish.upkeep.pruning import kept

__all__ = ["Built", "Order", "build", "build_alone"]


@dataclass(frozen=True, slots=True)
class Order:
    """How the publications of a library are built."""

    url: str
    """The address of the library's site."""
    title: str
    """What the library is called."""
    names: tuple[str, ...]
    """The editions that are wanted; empty where each publication has its own, and a site."""
    with_site: bool
    """Whether the library's site is made."""
    voice: str | None
    """A voice of each publication that says everything."""
    cache: Path | None
    """The store's folder."""
    strict: bool
    """Whether a publication with a warning is refused."""
    cluster: str | None = None
    """The address of a cluster that speaks and encodes; None where the builders do."""


@dataclass(frozen=True, slots=True)
class Built:
    """A publication with what its build has done; a library holds many of them."""

    member: Member
    """The publication."""
    title: str
    """Its title."""
    slug: str
    """Names its results, and its place in the library's site."""
    identifier: str
    """Names it in catalogues, for ever and everywhere."""
    files: int
    """How many files its results are."""
    fresh: int
    """How many of them this build made; the others were there already."""
    size: int
    """Bytes of them all."""
    seconds: float
    """How long the narration plays; 0 where there is none."""
    spoken: int
    """How many clips had to be spoken."""
    findings: tuple[Finding, ...]
    """What was guessed or left out on the way; places are relative to the library's folder."""
    faults: tuple[Finding, ...]
    """What was found in what was made, but for notes; places are relative to the library's folder."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a publication, and remembered while it is as it is."""

    built: Built
    """What was done."""
    shown: Entry | None
    """What the library's site shows of it; None where no site is made."""


def build(
    member: Member, order: Order, *, executor: Executor | None = None, jobs: int | None = None
) -> tuple[Built, Entry | None]:
    """Build a publication into its own `dist/`; return what was done, and what the library's site shows of it.

    One that is as it was when it was last built is not read. `executor` and `jobs` are as in `pipeline.build`, and so
    is what is raised, with the place of each fault relative to the library's folder.
    """
    store = Store(order.cache)
    try:
        told = _known_or_built(member, order, store, Workforce(jobs, executor, order.cluster))
    except PublishError as error:
        raise type(error)(placed(member, each) for each in error.findings) from error
    if told.shown:
        remember(told.shown, member, store)
    return told.built, told.shown


def build_alone(member: Member, order: Order, address: str) -> tuple[Built, Entry | None]:
    """Build a publication in this process alone, and say at an address how far it is."""
    with _ended_whole(), telling(address, member.name):
        return build(member, order, executor=None if order.cluster else Here())


def _known_or_built(member: Member, order: Order, store: Store, workforce: Workforce) -> _Told:
    root = member.folder.resolve()
    options = (member.name, astuple(replace(order, cache=None, cluster=None)))
    memory = Memory(_Told, root, pipeline.target(root, None), store, options)
    if known := memory.recall():
        return replace(known, built=replace(known.built, member=member))  # its size may be from before an edit
    publication = _published(member, order)
    if order.strict:
        _refuse_warnings(publication, order)
    names = () if order.with_site else order.names
    with kept(store):
        result = pipeline.build_in(store, publication, names=names, voice=order.voice, out=None, workforce=workforce)
        told = _Told(_summary(member, publication, result), _shown(publication, result))
        memory.keep(replace(told, built=replace(told.built, fresh=0, spoken=0)), (*result.made, *result.site))
    return told


def _shown(publication: Publication, result: pipeline.Result) -> Entry | None:
    """Return what the library's site shows of a publication; None where no site is made."""
    if result.listing is None:
        return None
    return compact(entry(publication, replace(result.listing, folder=f"{publication.metadata.slug}/")))


def _published(member: Member, order: Order) -> Publication:
    """Read a publication as it stands in the library: at its address there, with the way back."""
    publication = pipeline.read(member.folder)
    web = replace(publication.web, url=f"{order.url}{publication.metadata.slug}/", library=order.title)
    editions = publication.editions
    if order.with_site and site.NAME not in editions:
        editions = (*editions, site.NAME)
    return replace(publication, web=web, editions=editions)


def _refuse_warnings(publication: Publication, order: Order) -> None:
    planned = pipeline.plan(publication, voice=order.voice, cache=order.cache).plan
    found = dict.fromkeys((*publication.findings, *planned.findings))
    if warnings := [each for each in found if each.severity is Severity.WARNING]:
        raise StrictError(warnings)


def _summary(member: Member, publication: Publication, result: pipeline.Result) -> Built:
    metadata, files = publication.metadata, (*result.made, *result.site)
    return Built(
        member=member,
        title=metadata.title,
        slug=metadata.slug,
        identifier=metadata.identifier,
        files=len(files),
        fresh=sum(each.fresh for each in files),
        size=sum(each.size for each in files),
        seconds=result.seconds,
        spoken=result.spoken,
        findings=tuple(placed(member, each) for each in result.findings),
        faults=tuple(placed(member, each) for each in result.faults),
    )


class _EndedError(BaseException):
    """This process was asked to end."""


@contextmanager
def _ended_whole() -> Iterator[None]:
    """Have a request to end (SIGTERM) leave no folder behind that is half made."""
    previous = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    except _EndedError:
        os._exit(1)  # the pool would take the exception for the job's, and begin the next
    finally:
        signal.signal(signal.SIGTERM, previous)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise _EndedError
