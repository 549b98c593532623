"""The sound: each edition in figures, and each chapter drawn and said in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from cjpublish.checks.results import SoundMeasures
from cjpublish.report import charts
from cjpublish.report.grouped import Drawn, Edition, drawn, editions
from cjpublish.report.html import folded, place_name, table, text
from cjpublish.report.told import Told
from cjpublish.report.words import counted, decibels, length, percent

__all__ = ["chapters"]

_OPEN = 8
"""Chapters whose charts are shown at once; more are folded."""
_STEPS = 24_000
"""Steps of all charts of one sort together: what keeps a page of very many chapters small."""
_FEWEST, _MOST = 40, 400
"""Steps of one chart."""
_WHAT = (
    "Loudness is measured as broadcasters do (ITU-R BS.1770), after decoding. LUFS says how loud speech sounds: "
    "the nearer to 0, the louder. The true peak is the highest point that a player’s sound may reach."
)


def chapters(told: Told) -> str:
    """Write what was measured and drawn; empty where no sound was measured."""
    measured = editions(told.examination)
    if not measured:
        return ""
    shown = drawn(told.examination)
    steps = max(_FEWEST, min(_MOST, _STEPS // max(1, len(shown))))
    drawings = "".join(_drawing(chapter, steps, is_open=len(shown) <= _OPEN) for chapter in shown)
    return f"<p>{_WHAT}</p>\n{_overview(measured)}{_figures(shown)}{drawings}"


def _overview(measured: tuple[Edition, ...]) -> str:
    heads = ("Edition", "Plays for", "Sound", "Loudness (LUFS)", "True peak (dBTP)")
    rows = (
        (
            place_name(edition.name),
            length(edition.seconds),
            _format(edition.sounds[0]),
            _span([chapter.loudness for _, chapter in edition.chapters]),
            decibels(_highest([chapter.true_peak for _, chapter in edition.chapters])),
        )
        for edition in measured
    )
    return table("Every edition that sounds", heads, rows)


def _format(sound: SoundMeasures) -> str:
    channels = {1: "mono", 2: "stereo"}.get(sound.channels, f"{sound.channels} channels")
    return text(
        f"{sound.codec.upper()}, {sound.rate / 1000:g}\u00a0kHz, {channels}, {round(sound.bit_rate / 1000)}\u00a0kbit/s"
    )


def _span(levels: list[float | None]) -> str:
    known = [level for level in levels if level is not None]
    if not known:
        return decibels(None)
    lowest, highest = decibels(min(known)), decibels(max(known))
    return lowest if lowest == highest else f"{lowest} to {highest}"


def _highest(levels: list[float | None]) -> float | None:
    return max((level for level in levels if level is not None), default=None)


def _figures(shown: tuple[Drawn, ...]) -> str:
    is_heard = any(chapter.heard for chapter in shown)
    heads = ["Chapter", "Plays for", "Loudness (LUFS)", "Level (dB RMS)", "True peak (dBTP)", "Noise (dB RMS)"]
    rows = (
        [
            text(chapter.title),
            length(chapter.sound.seconds),
            *map(decibels, (chapter.sound.loudness, chapter.sound.rms, chapter.sound.true_peak)),
            decibels(chapter.sound.noise) if chapter.sound.noise is not None else "no quiet part",
            *([percent(chapter.heard.word_error_rate) if chapter.heard else "not heard"] if is_heard else []),
        ]
        for chapter in shown
    )
    return table("Every chapter in figures", [*heads, *(["Words misheard"] if is_heard else [])], rows)


def _drawing(chapter: Drawn, steps: int, *, is_open: bool) -> str:
    sound = chapter.sound
    wave = _chart("Waveform", ("loud", "silent", "loud"), charts.waveform(sound.waveform, steps))
    levels = (charts.CEILING, (charts.CEILING + charts.FLOOR) // 2, charts.FLOOR)
    scale = tuple(decibels(level).removesuffix(".0") for level in levels)
    loudness = _chart(
        "Loudness over time in LUFS; dashed: of the whole chapter",
        scale,
        charts.curve(sound.curve, steps, sound.loudness),
    )
    rows = (
        (
            f"{length(row.begin)} to {length(row.end)}",
            decibels(row.loudest),
            decibels(20 * math.log10(row.peak) if row.peak > 0 else None),
        )
        for row in charts.rows(sound.seconds, sound.waveform, sound.curve)
    )
    heads = ("Time", "Loudest three seconds (LUFS)", "Highest sample (dBFS)")
    values = folded("The charts as figures", table(f"{text(chapter.title)}, in equal parts", heads, rows))
    said = f"<p>{' '.join(_said(chapter))}</p>\n"
    return folded(f"<h3>{text(chapter.title)}</h3>", f"{said}{wave}{loudness}{values}", is_open=is_open)


def _chart(name: str, scale: Sequence[str], drawing: str) -> str:
    marks = "".join(f"<span>{mark}</span>" for mark in scale)
    return (
        f'<figure class="chart"><figcaption>{name}</figcaption>'
        f'<div class="plot"><div class="scale" aria-hidden="true">{marks}</div>{drawing}</div></figure>\n'
    )


def _said(chapter: Drawn) -> Iterator[str]:
    """Say what the charts show."""
    sound = chapter.sound
    yield f"Plays for {length(sound.seconds)}, from {length(sound.begin)} in {place_name(chapter.file)}."
    levels = [level for level in sound.curve if level is not None]
    if sound.loudness is None or not levels:
        yield "It is silent throughout."
    else:
        extremes = f"between {decibels(min(levels))} and {decibels(max(levels), 'LUFS')}"
        yield f"Its loudness is {decibels(sound.loudness, 'LUFS')}; any three seconds of it lie {extremes}."
        noise = f", and its quiet parts are at {decibels(sound.noise, 'dB RMS')}" if sound.noise is not None else ""
        yield f"Its true peak is {decibels(sound.true_peak, 'dBTP')}{noise}."
    if chapter.heard:
        words = counted(chapter.heard.words, "word")
        yield (
            f"Of {words}, {chapter.heard.errors:,} {'was' if chapter.heard.errors == 1 else 'were'} heard otherwise "
            f"than written ({percent(chapter.heard.word_error_rate)})."
        )
