"""A library: several publications in folders beside a library.yaml, each with its own results, and one site for all.

Of many publications only what catalogues say is held at a time: each is read where and when it is built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from cjpublish import site
from cjpublish.errors import Finding, InputError, PublishError, Severity, Source, Unfit
from cjpublish.library.members import Library, Member, read
from cjpublish.library.memory import compact, recall
from cjpublish.library.order import Built, Order
from cjpublish.library.shown import clashes, put_in_place, target_of
from cjpublish.library.stream import Failed, outcomes
from cjpublish.making import Made, loaded
from cjpublish.site.library import Entry
from cjpublish.store import Store
from cjpublish.upkeep import pruning

__all__ = ["Built", "Failed", "Library", "Member", "Result", "build", "read"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Result:
    """What the build of a library has done."""

    built: tuple[Built, ...]
    """The publications that could be built, in the order of the settings."""
    failed: tuple[Failed, ...]
    """The others, in the order of the settings; their results are as they were."""
    site: tuple[Made, ...]
    """What is the library's own of its site; empty where the site is as it was."""
    findings: tuple[Finding, ...]
    """What the site shows of the publications that failed."""
    refused: PublishError | None
    """Why the site is as it was; None where it was made, or where only editions were asked for."""

    @property
    def errors(self) -> tuple[Exception, ...]:
        """All that went wrong; where something is not fit to publish, Unfit stands for it."""
        failed = [each.error for each in self.failed]
        refused = [self.refused] if self.refused else []
        is_unfit = any(fault.severity is Severity.ERROR for each in self.built for fault in each.faults)
        return (*failed, *refused, *([Unfit(())] if is_unfit else []))


def build(
    library: Library,
    *,
    names: Sequence[str] = (),
    voice: str | None = None,
    out: Path | None = None,
    cache: Path | None = None,
    jobs: int | None = None,
    strict: bool = False,
    cluster: str | None = None,
) -> Result:
    """Build every publication into its own `dist/`, and then the library's site into `dist/` beside library.yaml.

    Each is built as if it stood alone, but its site's address is the library's with the publication's slug, and it has
    a site whether or not its settings ask for one. `names` picks editions of all; the library's site is then left as it
    is, unless `site` is among them. `out` is a folder for the library's own results; `voice`, `cache` and `cluster` are
    as in `pipeline.build`, `jobs` is the number of processes, by default one a core. With `strict` a publication that
    has warnings fails.

    A publication that fails does not stop the others. The site goes on showing what was built of it before where that
    is still there. Where two publications have the same address, the site stays as it was. Raises InputError, before
    anything is made, where there is no edition of a name, or where the results can't go.
    """
    loaded(names)
    target = target_of(library, out)
    with_site = not names or site.NAME in names
    order = Order(library.settings.url, library.settings.title, tuple(names), with_site, voice, cache, strict, cluster)
    store = Store(cache)
    with pruning.kept(store):
        built, failed, shown = _built(library, order, jobs)
        publications, failures = _ordered(library, built), _ordered(library, failed)
        if not with_site:
            return Result(publications, failures, (), (), None)
        kept = {member: entry for member in failed if (entry := recall(member, cache))}
        made, refused = _site(library, {**shown, **kept}, target, store)
    findings = () if refused or not made else tuple(_told(each.member, each.member in kept) for each in failures)
    return Result(publications, failures, made, findings, refused)


def _built(
    library: Library, order: Order, jobs: int | None
) -> tuple[dict[Member, Built], dict[Member, Failed], dict[Member, Entry]]:
    """Build every publication; return what was done, what failed, and what the site shows."""
    built, failed, shown = dict[Member, Built](), dict[Member, Failed](), dict[Member, Entry]()
    for outcome in outcomes(library.members, order, jobs):
        if isinstance(outcome, Failed):
            failed[outcome.member] = outcome
            continue
        told, entry = outcome
        built[told.member] = told
        if entry:
            shown[told.member] = compact(entry)  # its texts came through a pipe, each of them anew
    return built, failed, shown


def _ordered(library: Library, found: Mapping[Member, _T]) -> tuple[_T, ...]:
    return tuple(found[member] for member in library.members if member in found)


def _site(
    library: Library, shown: Mapping[Member, Entry], target: Path, store: Store
) -> tuple[tuple[Made, ...], PublishError | None]:
    """Make the site of what can be shown; return its files, or why it is as it was."""
    in_order = {member: shown[member] for member in library.members if member in shown}
    if not in_order:
        return (), None
    if found := tuple(clashes(in_order)):
        return (), InputError(found)
    try:
        return put_in_place(library, in_order, target, store), None
    except PublishError as error:
        return (), error


def _told(member: Member, is_kept: bool) -> Finding:
    """Say what the site shows of a publication that failed."""
    if is_kept:
        message = "it was not built, so the library's site shows what was built before"
        return Finding("kept-as-it-was", Severity.WARNING, message, Source(member.name))
    message = "it was not built, and nothing of an earlier build is here: it is left out of the library's site"
    return Finding("left-out", Severity.WARNING, message, Source(member.name))
