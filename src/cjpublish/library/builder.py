"""What is done for one publication of a library: in a process of its own, or here with workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from types import FrameType

from cjpublish import pipeline, site
from cjpublish.errors import PublishError, Severity, StrictError
from cjpublish.library.members import Member, placed
from cjpublish.library.memory import compact, key_of, remember
from cjpublish.library.order import Built, Order
from cjpublish.library.wire import telling
from cjpublish.model import Publication
from cjpublish.narration.here import Here
from cjpublish.narration.workforce import Workforce
from cjpublish.remembering import Memory
from cjpublish.site.library import Entry, entry
from cjpublish.store import Store
from cjpublish.upkeep.pruning import kept

__all__ = ["build", "build_alone", "known"]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a publication, and remembered while it is as it is."""

    built: Built
    """What was done."""
    shown: Entry | None
    """What the library's site shows of it; None where no site is made."""
    key: str
    """What names its site; empty where none is made."""


def known(member: Member, order: Order) -> tuple[Built, Entry | None] | None:
    """Return what `build` would, where a publication is as it was when it was last built; None where it is not."""
    store = Store(order.cache)
    with _placed(member):
        told = _recalled(member, _memory(member, order, store))
        return _answer(told, store) if told else None


def build(
    member: Member, order: Order, *, executor: Executor | None = None, jobs: int | None = None
) -> tuple[Built, Entry | None]:
    """Build a publication into its own `dist/`; return what was done, and what the library's site shows of it.

    One that is as it was when it was last built is not read. `executor` and `jobs` are as in `pipeline.build`, and so
    is what is raised, with the place of each fault relative to the library's folder.
    """
    store = Store(order.cache)
    with _placed(member):
        memory = _memory(member, order, store)
        workforce = Workforce(jobs, executor, order.cluster)
        return _answer(_recalled(member, memory) or _built(member, order, memory, store, workforce), store)


def build_alone(member: Member, order: Order, address: str) -> tuple[Built, Entry | None]:
    """Build a publication in this process alone, and say at an address how far it is."""
    with _ended_whole(), telling(address, member.name):
        return build(member, order, executor=None if order.cluster else Here())


@contextmanager
def _placed(member: Member) -> Iterator[None]:
    """Have the places of what is raised relative to the library's folder."""
    try:
        yield
    except PublishError as error:
        raise type(error)(placed(member, each) for each in error.findings) from error


def _memory(member: Member, order: Order, store: Store) -> Memory[_Told]:
    root = member.folder.resolve()
    options = (member.name, astuple(replace(order, cache=None, cluster=None)))
    return Memory(_Told, root, pipeline.target(root, None), store, options)


def _recalled(member: Member, memory: Memory[_Told]) -> _Told | None:
    told = memory.recall()
    return replace(told, built=replace(told.built, member=member)) if told else None  # its size may be another by now


def _answer(told: _Told, store: Store) -> tuple[Built, Entry | None]:
    if told.shown:
        remember(told.shown, told.key, store)
    return told.built, told.shown


def _built(member: Member, order: Order, memory: Memory[_Told], store: Store, workforce: Workforce) -> _Told:
    publication = _published(member, order)
    if order.strict:
        _refuse_warnings(publication, order)
    names = () if order.with_site else order.names
    with kept(store):
        result = pipeline.build_in(store, publication, names=names, voice=order.voice, out=None, workforce=workforce)
        shown = _shown(publication, result)
        told = _Told(_summary(member, publication, result), shown, key_of(member) if shown else "")
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
