"""The commands about voices: list them, hear one, hear all beside each other, fetch one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from cjpublish import engines, pipeline
from cjpublish.cli.terminal import Terminal
from cjpublish.errors import Finding
from cjpublish.model import Narration

__all__ = ["voices"]


def voices(options: argparse.Namespace, terminal: Terminal) -> None:
    """Do what `cjpublish voices` was asked for; without an action, list the voices."""
    _ACTIONS[options.action](options, terminal)


def _list(options: argparse.Namespace, terminal: Terminal) -> None:
    narration = pipeline.read(options.folder).narration
    rows = [
        [name, voice.engine, voice.voice or "(its own)", voice.language, ", ".join(_parts(narration, name))]
        for name, voice in narration.voices.items()
    ]
    terminal.table("Voices of this publication", ["Name", "Engine", "Voice", "Language", "Says"], rows)
    terminal.say(f"Engines at hand: {', '.join(engines.names())}. A voice is a file: voices/NAME.yaml.")
    listed = [
        {
            "name": name,
            "engine": voice.engine,
            "voice": voice.voice,
            "language": voice.language,
            "says": _parts(narration, name),
        }
        for name, voice in narration.voices.items()
    ]
    terminal.json({"voices": listed, "engines": engines.names()})


def _say(options: argparse.Namespace, terminal: Terminal) -> None:
    publication = pipeline.read(options.folder)
    said, seconds = pipeline.say(publication, options.text, options.output, voice=options.voice)
    terminal.say(f"{options.output}: {seconds:.1f} seconds, said as: {said}")
    terminal.json({"path": options.output, "seconds": seconds, "said": said})


def _compare(options: argparse.Namespace, terminal: Terminal) -> None:
    from cjpublish.voices.comparing import compare

    publication = pipeline.read(options.folder)
    with terminal.progress():
        made = compare(publication, options.text, options.output)
    terminal.findings(made.findings)
    rows = [
        [sample.voice.name, sample.voice.engine, f"{sample.seconds:.1f} s", f"{sample.cost:.3g}"]
        for sample in made.samples
    ]
    news = "in place of the comparison that was there" if made.replaced else "open it in a browser"
    terminal.table(f"{made.file}: {news}", ["Voice", "Engine", "Plays#", "Seconds for a second#"], rows)
    heard = [
        {
            "name": sample.voice.name,
            "engine": sample.voice.engine,
            "voice": sample.voice.voice,
            "said": sample.said,
            "seconds": sample.seconds,
            "cost": sample.cost,
        }
        for sample in made.samples
    ]
    terminal.json({"path": made.file, "replaced": made.replaced, "voices": heard, "findings": made.findings})


def _add(options: argparse.Namespace, terminal: Terminal) -> None:
    from cjpublish.voices.adding import add

    with terminal.progress():
        added = add(options.folder.expanduser().resolve(), options.voice or "", options.name)
    findings: tuple[Finding, ...] = added.findings
    terminal.findings(findings)
    for file in added.fetched:
        terminal.say(f"fetched {file}")
    kept = "made" if added.written else "is there already and stays as it is:"
    terminal.say(f"{kept} {added.file} (the voice {added.voice})")
    terminal.say(f'Now: cjpublish voices say "A few words." --voice {added.file.stem} -o try.wav')
    terminal.json(added)


def _parts(narration: Narration, voice: str) -> list[str]:
    return [part for part in ("text", "headings", "quotes", "descriptions") if getattr(narration, part) == voice]


_ACTIONS: Mapping[str | None, Callable[[argparse.Namespace, Terminal], None]] = {
    None: _list,
    "say": _say,
    "compare": _compare,
    "add": _add,
}
