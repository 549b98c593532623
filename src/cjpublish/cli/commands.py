"""One function a command: it calls the Python interface and shows what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish import dist, pipeline, publishing, scaffold
from cjpublish.cli.terminal import Terminal, counted, duration, few, size
from cjpublish.cli.voices import voices
from cjpublish.errors import Finding, InputError, Severity, StrictError, Unfit, disk_faults
from cjpublish.examining.inspection import REPORT
from cjpublish.making import Made, loaded
from cjpublish.settings.library import is_library, one_by_one
from cjpublish.store import Store

if TYPE_CHECKING:
    from cjpublish.importing import Imported

__all__ = ["COMMANDS"]


def _import(options: argparse.Namespace, terminal: Terminal) -> None:
    imported = _imported(options, terminal)
    terminal.findings((*imported.findings, *imported.todo))
    shown = _shown(imported.folder)
    terminal.say(f"{counted(len(imported.made), 'file')} made in {shown}, {counted(imported.cuts, 'text')} left out")
    terminal.say(f"What was kept, changed and left out: {shown}/{imported.report}")
    terminal.say(f"Now: {'mend what is marked as an error, then ' if imported.todo else ''}cjpublish -C {shown}")
    terminal.json(imported)


def _narrate(options: argparse.Namespace, terminal: Terminal) -> None:
    loaded(options.editions)  # a wrong name is told before anything is written
    imported = _imported(options, terminal)
    options.folder = imported.folder
    shown = _shown(imported.folder)
    if imported.todo:
        terminal.findings(imported.findings)
        terminal.say(f"The manuscript is in {shown}. Mend what is marked as an error, then: cjpublish -C {shown}")
        raise InputError(imported.todo)
    publication = pipeline.read(imported.folder)
    again = {_line(finding) for finding in publication.findings}
    terminal.findings([finding for finding in imported.findings if not finding.source or _line(finding) not in again])
    terminal.say(f"The manuscript is in {shown}; what was kept, changed and left out: {shown}/{imported.report}")
    _make(options, terminal)


def _line(finding: Finding) -> tuple[str, int]:
    return (finding.source.path, finding.source.line) if finding.source else ("", 0)


def _imported(options: argparse.Namespace, terminal: Terminal) -> Imported:
    from cjpublish.importing import import_from  # what takes manuscripts in takes a while to load

    with terminal.progress():
        return import_from(options.source, options.output, force=options.force, fetch=options.fetch)


def _build(options: argparse.Namespace, terminal: Terminal) -> None:
    if is_library(options.folder):
        from cjpublish.cli.library import run

        run(options, terminal)
        return
    if options.strict:
        publication = pipeline.read(options.folder)
        outlook = pipeline.plan(publication, voice=options.voice, cache=options.cache)
        warnings = [f for f in (*publication.findings, *outlook.plan.findings) if f.severity is Severity.WARNING]
        if warnings:
            raise StrictError(warnings)
    _make(options, terminal)


def _make(options: argparse.Namespace, terminal: Terminal) -> None:
    with terminal.progress():
        result = publishing.publish(
            options.folder,
            names=options.editions,
            voice=options.voice,
            out=options.out,
            cache=options.cache,
            jobs=options.jobs,
            cluster=options.executor,
        )
    terminal.findings(result.findings)
    terminal.findings(few(result.faults))
    heard = (
        f"{duration(result.seconds)} of narration, {counted(result.spoken, 'clip')} spoken"
        if result.seconds
        else "text only"
    )
    news = heard if any(made.fresh for made in (*result.made, *result.site)) else "nothing had changed"
    out = options.out or options.folder / "dist"
    title = f"{result.title}: {news}; in {_shown(out.resolve())}:"
    terminal.table(title, ["File", "Edition", "Plays#", "Size#"], _summary((*result.made, *result.site), out.resolve()))
    terminal.say(f"What was found when it was looked at: {_shown(out.resolve() / REPORT)}")
    terminal.json(result)
    if any(finding.severity is Severity.ERROR for finding in result.faults):
        raise Unfit(())


def _summary(made: Sequence[Made], out: Path) -> list[list[str]]:
    """Return a row a file, and one for all the files of a folder."""
    groups: dict[str, list[Made]] = {}
    for each in made:
        path = each.path.relative_to(out)
        groups.setdefault(path.name if path.parent == Path() else f"{path.parts[0]}/", []).append(each)
    rows = []
    for name, files in groups.items():
        shown = f"{name} ({len(files)} files)" if name.endswith("/") else name
        seconds = sum(file.seconds for file in files)
        rows.append([shown, files[0].edition, duration(seconds) if seconds else "", size(sum(f.size for f in files))])
    return rows


def _plan(options: argparse.Namespace, terminal: Terminal) -> None:
    if is_library(options.folder):
        message = "plan the narrations of its publications one by one"
        raise one_by_one(options.folder.expanduser().resolve(), message, "cjpublish plan -C")
    publication = pipeline.read(options.folder)
    outlook = pipeline.plan(publication, voice=options.voice, cache=options.cache)
    findings = (*publication.findings, *outlook.plan.findings)
    missing = {utterance.key for utterance in outlook.missing}
    rows = [
        [
            chapter,
            ", ".join(sorted({utterance.voice.name for utterance in utterances})),
            str(len(utterances)),
            str(sum(utterance.key in missing for utterance in utterances)),
            str(sum(len(utterance.text.split()) for utterance in utterances)),
        ]
        for chapter, utterances in outlook.plan.chapters
    ]
    terminal.findings(findings)
    if options.text:
        for utterance in outlook.plan.utterances:
            place = utterance.source or utterance.chapter
            terminal.result(f"{place} {utterance.sentence} [{utterance.voice.name}] {utterance.text}")
    requests = f", {outlook.requests} network requests" if outlook.requests else ""
    title = f"About {duration(outlook.seconds)} of narration; {counted(len(missing), 'clip')} to speak{requests}"
    columns = ["Chapter", "Voices", "Sentences#", "To speak#", "Words#"]
    terminal.table(title, columns, rows)
    said = [
        {
            "chapter": u.chapter,
            "sentence": u.sentence,
            "voice": u.voice.name,
            "text": u.text,
            "stored": u.key not in missing,
        }
        for u in outlook.plan.utterances
    ]
    total = {"seconds": round(outlook.seconds), "clips_to_speak": len(missing), "requests": outlook.requests}
    terminal.json({**total, "said": said, "findings": findings})


def _check(options: argparse.Namespace, terminal: Terminal) -> None:
    from cjpublish.cli.check import run  # what looks at finished files takes a while to load

    run(options, terminal)


def _diff(options: argparse.Namespace, terminal: Terminal) -> None:
    from cjpublish.cli.diff import run

    run(options, terminal)


def _serve(options: argparse.Namespace, terminal: Terminal) -> None:
    from cjpublish.cli.serve import run

    run(options, terminal)


def _cache(options: argparse.Namespace, terminal: Terminal) -> None:
    from cjpublish.cli.cache import run

    run(options, terminal)


def _new(options: argparse.Namespace, terminal: Terminal) -> None:
    files = scaffold.write(options.folder)
    for file in files:
        terminal.say(f"made {_shown(file)}")
    terminal.say(f"Now: cd {options.folder} && cjpublish")
    terminal.json({"made": files})


def _clean(options: argparse.Namespace, terminal: Terminal) -> None:
    out = options.out or options.folder / "dist"
    with disk_faults(out):
        deleted = dist.clear(out)
    terminal.say(f"{counted(len(deleted), 'file')} deleted in {_shown(out.resolve())}")
    if is_library(options.folder):
        terminal.say(
            "What its publications have in folders `dist` of their own stays; `cjpublish clean -C FOLDER` deletes it."
        )
    if options.store:
        from cjpublish.upkeep import pruning

        store = Store(options.cache)
        with disk_faults(store.folder):
            count, total = pruning.clear(store)
        terminal.say(f"{counted(count, 'file')} ({size(total)}) deleted in the store, {store.folder}")
    terminal.json({"deleted": deleted})


def _shown(path: Path) -> str:
    """Return a path from here where that is shorter."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


COMMANDS: Mapping[str, Callable[[argparse.Namespace, Terminal], None]] = {
    "build": _build,
    "new": _new,
    "import": _import,
    "narrate": _narrate,
    "plan": _plan,
    "check": _check,
    "diff": _diff,
    "serve": _serve,
    "voices": voices,
    "cache": _cache,
    "clean": _clean,
}
