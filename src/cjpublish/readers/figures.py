"""Figures: a picture in its place, joined with what images.yaml says about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from markdown_it.token import Token

from cjpublish.errors import Source
from cjpublish.model import Block, Figure, Paragraph, Sentence, Text
from cjpublish.phrases import phrase
from cjpublish.readers import Reading, pictures
from cjpublish.readers.anchors import claim
from cjpublish.readers.page_breaks import is_page
from cjpublish.readers.scope import Scope
from cjpublish.segment import Segmenter
from cjpublish.settings import Passage, Picture, alt_findings
from cjpublish.wording import wording

__all__ = ["figure", "lone_picture"]

_Passages: TypeAlias = Callable[[Passage, Segmenter], tuple[Block, ...]]
_WORD = re.compile(r"[^\W_]+")


def lone_picture(tokens: Sequence[Token]) -> Token | None:
    """Return the picture of a paragraph that holds nothing else; None where it is another paragraph."""
    said = [token for token in tokens if token.type != "softbreak" and (token.type != "text" or token.content.strip())]
    return said[0] if len(said) == 1 and said[0].type == "image" else None


def figure(image: Token, source: Source, scope: Scope, passage: _Passages) -> Figure | None:
    """Return a picture as a figure, one that is missing as what is said of it; None after reporting why it can't be.

    `passage` reads a text of the settings.
    """
    reading = scope.reading
    if not _may_stand(image, source, scope):
        return None
    path = pictures.locate(str(image.attrs["src"]), source.path, reading)
    known = reading.pictures.get(path)
    missing = known is not None and known.missing
    if missing:
        reading.missing.add(path)
    elif pictures.use(path, reading, source) is None:
        return None
    caption = _caption(image, known, source)
    alt = _alt(image, path, known, caption, source, scope)
    if alt is None and known and known.decorative:
        return Figure(claim(f"{scope.name}-figure", source, reading), path, source=source)
    if alt is None and not (missing and caption):
        return None
    if missing and alt and caption and _repeats(alt.text, caption.text):
        alt = None
    reading.figures += 1
    words = wording(reading.language)
    described = known.description if known else None
    return Figure(
        id=claim(f"{scope.name}-figure", source, reading),
        image="" if missing else path,
        label=_phrase(words.figure_without_picture if missing else words.figure_label, scope, source),
        alt=scope.segmenter.sentence((Text(alt.text),), alt.source) if alt else None,
        caption=_lines(caption, passage, scope.segmenter, reading),
        credit=tuple(_credit(known, passage, scope)),
        description_label=_phrase(words.description_of, scope, source) if described else None,
        description=passage(described, scope.segmenter) if described else (),
        source=source,
    )


def _may_stand(image: Token, source: Source, scope: Scope) -> bool:
    """Tell whether a picture is in its place, after reporting what is wrong with how it is written."""
    reading = scope.reading
    if label := image.meta.get("label"):
        scope.document.used.add(label)
    if scope.notes is None:
        reading.fault("picture-here", "a text in the settings has no pictures", source, "put it into a chapter")
        return False
    if image.meta.get("insecure_attrs") or {"id", "lang"} & image.attrs.keys():
        fix = "take the braces away; what is said about a picture stands in images/images.yaml"
        reading.fault("bad-attribute", "a picture has no attributes", source, fix)
    return True


def _caption(image: Token, known: Picture | None, source: Source) -> Passage | None:
    """Return what is printed below a picture: the caption of images.yaml, else the title of the place."""
    if known and known.caption:
        return known.caption
    title = image.attrs.get("title")
    return Passage(str(title), source) if title else None


def _repeats(alt: str, caption: str) -> bool:
    """Tell whether a caption says all that an alternative text says, so that it need not be printed too."""
    said, printed = (f" {' '.join(_WORD.findall(text.casefold()))} " for text in (alt, caption))
    return said in printed


def _lines(text: Passage | None, passage: _Passages, segmenter: Segmenter, reading: Reading) -> tuple[Sentence, ...]:
    """Return a text of the settings that is nothing but paragraphs, as sentences."""
    blocks = passage(text, segmenter) if text else ()
    if text and any(not isinstance(block, Paragraph) for block in blocks):
        fix = "write plain sentences; lists and tables belong into `description:`"
        reading.fault("caption", "captions and credits are paragraphs", text.source, fix)
    return tuple(sentence for block in blocks if isinstance(block, Paragraph) for sentence in block.sentences)


def _phrase(text: str, scope: Scope, source: Source) -> Sentence:
    """Return a phrase of the program's own that names the figure by its number."""
    reading = scope.reading
    inlines = phrase(text, wording(reading.language), reading.language, number=reading.figures)
    return scope.segmenter.sentence(inlines, source)


def _credit(known: Picture | None, passage: _Passages, scope: Scope) -> Iterator[Sentence]:
    """Yield who made a picture, the first sentence after the program's own words (`Credit: …`), and its terms."""
    reading = scope.reading
    words = wording(reading.language)
    sentences = _lines(known.credit if known else None, passage, Segmenter(reading.language), reading)
    before, _, after = words.credit.partition("{credit}")
    for place, sentence in enumerate(sentences):
        inlines = sentence.inlines
        if place == 0:
            inlines = (*phrase(before, words, reading.language), *inlines)
        if place == len(sentences) - 1 and after:
            inlines = (*inlines, *phrase(after, words, reading.language))
        yield scope.segmenter.sentence(inlines, sentence.source)
    yield from _license(known, scope)


def _license(known: Picture | None, scope: Scope) -> Iterator[Sentence]:
    """Yield the terms of a picture as a sentence that follows its credit."""
    if known is not None and known.license:
        words = wording(scope.reading.language)
        terms = known.license.strip().rstrip(".")
        yield scope.segmenter.sentence(
            phrase(words.license, words, scope.reading.language, license=terms), known.source
        )


def _alt(
    image: Token, path: str, known: Picture | None, caption: Passage | None, source: Source, scope: Scope
) -> Passage | None:
    """Return the alternative text, that of the place before that of images.yaml; None where there is none."""
    here = _plain(image.children or (), source, scope).strip()
    if known and known.decorative:
        if here:
            fix = "leave the brackets empty, or take `decorative: true` out of images/images.yaml"
            scope.reading.fault("decorative-alt", "a decorative picture has no alternative text", source, fix)
        return None
    if here:
        missing = known is not None and known.missing  # then it may be long, and may be the caption again
        described = missing or bool(known and known.description)
        said = caption.text if caption and not missing else ""
        for finding in alt_findings(here, source, described=described, caption=said, path=path):
            scope.reading.report(finding)
        return Passage(here, source)
    if known and known.alt and known.alt.text.strip():
        return Passage(" ".join(known.alt.text.split()), known.alt.source)
    if known and known.missing and caption:
        return None
    fix = f"say in images/images.yaml what it tells, `{path}: {{alt: …}}`, or `decorative: true` where it tells nothing"
    scope.reading.fault("alt-missing", f"the picture '{path}' has no alternative text", source, fix)
    return None


def _plain(tokens: Sequence[Token], source: Source, scope: Scope) -> str:
    """Return the text of an alternative text, which holds no markup that reaches a reader."""
    parts = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type in ("html_inline", "footnote_ref", "image") or is_page(token):
            fix = "write plain words between the brackets"
            scope.reading.fault("alt-markup", "an alternative text is plain text", source, fix)
    return "".join(parts)
