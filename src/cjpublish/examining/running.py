"""Does the slow part, each thing once and in parallel, and puts what comes of it into the store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjpublish.checks import listening, sound, tools
from cjpublish.checks.pictures import lettering
from cjpublish.checks.results import Unchecked
from cjpublish.errors import InputError
from cjpublish.examining import slow
from cjpublish.examining.fast import kept, looked_at
from cjpublish.examining.subject import File, Subject
from cjpublish.importers import Original, archive
from cjpublish.model import Resource
from cjpublish.progress import advance
from cjpublish.store import Store

if TYPE_CHECKING:
    from cjpublish.checks.sound import Part

__all__ = ["Reasons", "Todo", "run", "todo"]

Reasons = Mapping[str, Unchecked]
"""Why a slow part was not done, and what to do, by its name.

That is one of `slow.TOOLS`, or `Sound`, `Listening`, `Text in pictures`.
"""
_STAGE = "check"
_UNSAFE = ("what can't be opened, or is made to harm, is given to no other program", "mend what was found in it first")
_LEFT_OUT = ("you asked to leave it out", "check again without leaving it out")


@dataclass(frozen=True, slots=True)
class Todo:
    """What of the slow part is not in the store."""

    asked: tuple[tuple[str, str, File], ...]
    """Programs, their versions and the EPUBs that they have not seen."""
    measured: tuple[File, ...]
    """Files whose sound has not been measured."""
    heard: File | None
    """The file that has not been listened to."""
    read: tuple[Resource, ...]
    """Pictures of the manuscript whose text has not been read."""
    reasons: Reasons
    """Why something can't or shall not be done."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to do."""
        return bool(self.asked or self.measured or self.heard or self.read)


def todo(subject: Subject, store: Store, wanted: Iterable[str]) -> Todo:
    """Return what is to be done of the slow parts that are wanted."""
    names = {*slow.TOOLS, "Sound"}
    reasons = {name: Unchecked(name, *_LEFT_OUT, wanted=False) for name in sorted(names - set(wanted))}
    asked = []
    for tool in (tool for tool in slow.TOOLS if tool in wanted):
        version = tools.available(tool)
        if isinstance(version, Unchecked):
            reasons[tool] = replace(version, what=tool)
            continue
        ebooks = [file for file in subject.files if file.kind == "ebook"]
        left = [file for file in ebooks if not store.has(slow.tool_key(tool, version, file))]
        safe = [file for file in left if _opens(file)]
        asked += [(tool, version, file) for file in safe]
        if len(safe) < len(left):
            reasons[tool] = Unchecked(tool, *_UNSAFE, wanted=False)
    sounding = (file for file in subject.files if file.kind in slow.SOUNDING and "Sound" in wanted)
    measured = tuple(file for file in sounding if not store.has(slow.sound_key(file)))
    heard = None
    if "Listening" in wanted:
        heard, why = _to_hear(subject, store)
        reasons |= {"Listening": why} if why else {}
    read, why = _to_read(subject, store)
    reasons |= {"Text in pictures": why} if why else {}
    return Todo(tuple(asked), measured, heard, read, reasons)


def run(left: Todo, subject: Subject, store: Store, executor: Executor, asking: Executor) -> Reasons:
    """Do what is left; return why anything could not be done.

    `asking` is where other programs are waited for. It has one worker, so that they run one after another: a browser
    and a Java at once take more memory than all the rest.
    """
    flow = _Flow(executor, dict(left.reasons))
    for tool, version, file in left.asked:
        flow.submit(_answered(tool, version, file, flow, store), _asked, tool, file.path, executor=asking)
    measuring = _Measuring(flow, store)
    for file in left.measured:
        flow.submit(measuring.begun(file), sound.parts, file.path, file.kind, file.name)
    for key, picture in {slow.lettering_key(picture): picture for picture in left.read}.items():
        flow.submit(partial(store.put, key), lettering.read, picture.file)
    for key, file in kept(subject).items():
        if not store.has(key):
            flow.submit(partial(store.put, key), looked_at, file, subject.identifier)
    if left.heard:
        try:
            _listen(left.heard, subject, store, flow)
        except InputError as error:
            flow.reasons["Listening"] = Unchecked("Listening", error.findings[0].message, error.findings[0].fix)
    flow.finish()
    return flow.reasons


class _Flow:
    """Jobs that are running, and what is done with the result of each."""

    def __init__(self, executor: Executor, reasons: dict[str, Unchecked]) -> None:
        self.reasons = reasons
        self._executor = executor
        self._then: dict[Future[Any], Callable[[Any], None]] = {}
        self._done = self._total = 0

    def submit(
        self,
        then: Callable[[Any], None],
        work: Callable[..., Any],
        *arguments: object,
        executor: Executor | None = None,
    ) -> None:
        self._total += 1
        self._then[(executor or self._executor).submit(work, *arguments)] = then

    def finish(self) -> None:
        """Wait for all jobs, and for those that follow from them."""
        while self._then:
            for future in as_completed(list(self._then)):
                self._then.pop(future)(future.result())
                self._done += 1
                advance(_STAGE, self._done, self._total)


class _Measuring:
    """Which parts each file has, and which of them are measured: a part that several files have is measured once."""

    def __init__(self, flow: _Flow, store: Store) -> None:
        self._flow = flow
        self._store = store
        self._asked: set[str] = set()
        self._waiting: dict[str, list[tuple[File, tuple[Part, ...]]]] = {}
        self._missing: dict[str, set[str]] = {}

    def begun(self, file: File) -> Callable[[tuple[Part, ...]], None]:
        def listed(parts: tuple[Part, ...]) -> None:
            by_key = {slow.measured_key(part): part for part in parts}
            missing = {key: part for key, part in by_key.items() if not self._store.has(key)}
            self._missing[file.name] = set(missing)
            for key, part in missing.items():
                self._waiting.setdefault(key, []).append((file, parts))
                if key not in self._asked:
                    self._asked.add(key)
                    self._flow.submit(self._measured(key), sound.measure, part)
            if not missing:
                self._put(file, parts)

        return listed

    def _measured(self, key: str) -> Callable[[bytes], None]:
        def measured(content: bytes) -> None:
            self._store.put(key, content)
            for file, parts in self._waiting.pop(key):
                self._missing[file.name].discard(key)
                if not self._missing[file.name]:
                    self._put(file, parts)

        return measured

    def _put(self, file: File, parts: tuple[Part, ...]) -> None:
        found = {part.key: self._store.get(slow.measured_key(part)) or b"" for part in parts}
        self._store.put(slow.sound_key(file), sound.result(file.path, file.kind, file.name, parts, found))


def _opens(file: File) -> bool:
    try:
        with archive.opened(Original(file.path, file.name)):
            return True
    except InputError:
        return False


def _to_hear(subject: Subject, store: Store) -> tuple[File | None, Unchecked | None]:
    """Return the file to listen to, or why there is none."""
    file = slow.to_hear(subject)
    if file is None:
        why = "nothing here has both text and times: no read-along, no audio with its timeline"
        return None, Unchecked("Listening", why, "make the edition readalong, or m4b with its timeline")
    available = listening.available(subject.language or slow.language(file))
    if isinstance(available, Unchecked):
        return None, replace(available, what="Listening")
    return (None if store.has(slow.heard_keys(subject)[file.name]) else file), None


def _to_read(subject: Subject, store: Store) -> tuple[tuple[Resource, ...], Unchecked | None]:
    """Return the pictures whose text is to be read, or why it can't be."""
    publication = subject.publication
    left = lettering.pictures(publication) if publication else ()
    left = tuple(picture for picture in left if not store.has(slow.lettering_key(picture)))
    why = lettering.available(publication) if publication and left else None
    return (() if why else left), why


def _listen(file: File, subject: Subject, store: Store, flow: _Flow) -> None:
    timeline = subject.timeline(file)
    where = timeline.path if timeline else None
    scripts = listening.scripts(file.path, file.kind, file.name, subject.publication, where)
    named = {slow.script_key(file, script): script for script in scripts}
    missing = {key: script for key, script in named.items() if not store.has(key)}
    left = set(missing)

    def put_when_whole() -> None:
        if not left:
            store.put(slow.heard_keys(subject)[file.name], json.dumps(list(named)).encode())

    def keep(key: str, content: bytes) -> None:
        store.put(key, content)
        left.discard(key)
        put_when_whole()

    for key, script in missing.items():
        flow.submit(partial(keep, key), listening.listen, script)
    put_when_whole()


def _answered(tool: str, version: str, file: File, flow: _Flow, store: Store) -> Callable[[bytes | str], None]:
    def keep(answer: bytes | str) -> None:
        if isinstance(answer, bytes):
            store.put(slow.tool_key(tool, version, file), answer)
        else:
            flow.reasons[tool] = Unchecked(tool, answer, f"run {tool} by hand to see more")

    return keep


def _asked(tool: str, path: Path) -> bytes | str:
    """Return what a program says of a file, or why it says nothing."""
    try:
        return tools.run(tool, path)
    except tools.ToolFailed as failed:
        return str(failed)
