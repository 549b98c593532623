"""The page on which voices are compared: HTML that needs no other file, no network and no script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from cjpublish.errors import Finding
from cjpublish.model import Metadata, Voice

__all__ = ["GENERATOR", "Sample", "page"]

GENERATOR = '<meta name="generator" content="cjpublish voices compare">'
"""What tells such a page from other files."""

_POLICY = "default-src 'none'; media-src data:; style-src 'unsafe-inline'"

_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fdfdfb; --soft: #efeeea; --rule: #767676; --link: #0b4f9e }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #17181a; --soft: #26282b; --rule: #8d8d8d; --link: #9cc7ff }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--rule) }
a { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
blockquote { margin: 1rem 0; padding: .5rem 1rem; border-left: .25rem solid var(--rule); background: var(--soft) }
audio { display: block; width: 100% }
dl { margin: 1rem 0; display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1rem }
dt { font-weight: 600 }
dd { margin: 0; overflow-wrap: anywhere }
pre { padding: .75rem 1rem; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere }
@media (max-width: 30rem) { dl { display: block } dd { margin-bottom: .5rem } }
"""

_LICENCES = {
    "piper": "Piper: GPL-3.0-or-later. Its voice en_US-joe-medium: CC0 by its card, tuned from the lessac voice",
    "espeak": "espeak-ng: GPL-3.0-or-later",
    "kokoro": "Kokoro-82M, its model and voices: Apache-2.0",
    "gtts": "Google’s service, under Google’s terms; the package gTTS: MIT",
}
"""By engine."""
_OWN_MODEL = "As the card of the model says; {engine} itself brings no licence to it"
_UNKNOWN = "Ask its publisher"


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, spoken in one voice."""

    voice: Voice
    """Who speaks."""
    reads: tuple[str, ...]
    """The parts of the publication that it reads, as the settings name them."""
    said: str
    """How the text is said."""
    seconds: float
    """How long it plays."""
    cost: float
    """Seconds that a second of speech took: of one core of this machine, or of waiting for the network."""
    requests: int
    """How many network requests it took."""
    mp3: bytes
    """The sound."""
    yaml: str
    """The voice file."""


def page(metadata: Metadata, text: str, samples: Sequence[Sample], unheard: Sequence[Finding]) -> str:
    """Return the HTML page of a text's samples, the publication's own voices first."""
    own = [sample for sample in samples if sample.voice.source]
    others = [sample for sample in samples if not sample.voice.source]
    title = f"Voices for “{escape(metadata.title)}”"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        GENERATOR,
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{title}</h1>",
        *_introduction(metadata, text, samples),
        *_section("own", "Voices of this publication", own),
        *_section("others", "Other voices at hand", others),
        *_unheard(unheard),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _introduction(metadata: Metadata, text: str, samples: Sequence[Sample]) -> Iterator[str]:
    language = escape(metadata.language)
    yield f"<p>{len(samples)} {'voice says' if len(samples) == 1 else 'voices say'}:</p>"
    yield f'<blockquote lang="{language}"><p>{escape(text)}</p></blockquote>'
    yield (
        "<p>Choose by ear: all are as loud as the publication will be. To use a voice that is not yet the "
        "publication’s, save its lines as <code>voices/NAME.yaml</code>; then name it in "
        "<code>manuscript/publication.yaml</code>, as <code>narration: {text: NAME}</code>.</p>"
    )
    links = (f'<li><a href="#{_id(sample)}">{escape(sample.voice.name)}</a></li>' for sample in samples)
    yield f'<nav aria-label="Voices"><ul>{"".join(links)}</ul></nav>'


def _section(name: str, heading: str, samples: Sequence[Sample]) -> Iterator[str]:
    if samples:
        yield f'<section aria-labelledby="{name}">'
        yield f'<h2 id="{name}">{heading}</h2>'
        for sample in samples:
            yield from _voice(sample)
        yield "</section>"


def _voice(sample: Sample) -> Iterator[str]:
    voice = sample.voice
    name = escape(voice.name)
    sound = b64encode(sample.mp3).decode("ascii")
    yield f'<article aria-labelledby="{_id(sample)}">'
    yield f'<h3 id="{_id(sample)}">{name}</h3>'
    yield f'<audio controls aria-label="{name}" src="data:audio/mpeg;base64,{sound}"></audio>'
    yield "<dl>"
    yield f"<dt>Engine</dt><dd>{escape(voice.engine)}{f', voice {escape(voice.voice)}' if voice.voice else ''}</dd>"
    if sample.reads:
        yield f"<dt>Reads</dt><dd>{escape(', '.join(sample.reads))}</dd>"
    yield f'<dt>Says</dt><dd lang="{escape(voice.language)}">{escape(sample.said)}</dd>'
    yield f"<dt>Length</dt><dd>{sample.seconds:.1f} seconds</dd>"
    yield f"<dt>Cost</dt><dd>{_cost(sample)}</dd>"
    yield f"<dt>Licence</dt><dd>{escape(_licence(voice))}</dd>"
    yield "</dl>"
    yield f"<p>Voice file:</p><pre><code>{escape(sample.yaml.rstrip())}</code></pre>"
    yield "</article>"


def _cost(sample: Sample) -> str:
    """Say what an hour takes: a person plans by that."""
    asked = "1 request" if sample.requests == 1 else f"{sample.requests} requests"
    where = f"over the network, in {asked}" if sample.requests else "on one core of this machine"
    return f"{sample.cost:.3g} seconds for a second of speech, {_duration(3600 * sample.cost)} for an hour ({where})"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min" if minutes else f"{rest} s"


def _licence(voice: Voice) -> str:
    if voice.voice.endswith(".onnx"):
        return _OWN_MODEL.format(engine=voice.engine)
    return _LICENCES.get(voice.engine, _UNKNOWN)


def _unheard(findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        yield '<section aria-labelledby="unheard">'
        yield '<h2 id="unheard">Not heard</h2>'
        yield "<ul>"
        for finding in findings:
            place = f"{finding.source}: " if finding.source else ""
            fix = f". {finding.fix[:1].upper()}{finding.fix[1:]}" if finding.fix else ""
            told = place + finding.message + fix
            yield f"<li>{escape(told)}{'' if told.endswith(('.', '?', '!')) else '.'}</li>"
        yield "</ul>"
        yield "</section>"


def _id(sample: Sample) -> str:
    """Return an id that no other voice has: own voices have other ids than those at hand."""
    kind = "own" if sample.voice.source else "hand"
    return f"{kind}-{sample.voice.name.encode().hex()}"
