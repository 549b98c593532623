"""What readers are told before they read: in catalogues, and of what may be hard to bear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cjpublish.checks.check import Check
from cjpublish.checks.manuscript.prose import SETTINGS, Prose
from cjpublish.errors import Finding, Severity

__all__ = ["check"]

NO_DESCRIPTION = Check(
    "M49",
    "no-description",
    Severity.NOTE,
    "The settings hold no description",
    "Nobody can tell from a catalogue what the publication is about, and whether it is for them.",
    "write a few sentences behind `description:` in publication.yaml",
    "EPUB 3.3, 5.5 Metadata section",
)
NO_IMPRINT = Check(
    "M50",
    "no-imprint",
    Severity.NOTE,
    "The settings don't say who publishes it, when, or what readers may do with it",
    "Readers can't judge how old it is or whom to ask, and libraries can't keep it.",
    "write `date:`, `publisher:` and `rights:` into publication.yaml",
    "EPUB 3.3, 5.5 Metadata section",
)
NO_CONTENT_NOTE = Check(
    "M51",
    "no-content-note",
    Severity.NOTE,
    "There is no content note, and the text may be hard to bear",
    "Somebody who has lived through such things can choose when and how to read, if a few words at the start say so.",
    "write a few calm words behind `content_note:` in publication.yaml; a link then leads past them",
    "EPUB Structural Semantics Vocabulary 1.1, notice",
)
_HARM = re.compile(
    r"\b(?:sexual(?:ly)? (?:abus|assault|exploit|violen)\w*|child abuse|abus(?:ed?|es|ing|ers?|ive)|rap(?:ed?|es|ists?)"
    r"|traffick(?:ed|ers?|ing)|suicid(?:es?|al)|self-harm\w*|tortur(?:ed?|es|ing)|genocides?|incest|molest\w*"
    r"|massacres?|mutilat\w*|lynch(?:ed|ing)s?)\b"
)
_OFTEN = 5
"""Times at least."""
_DENSE = 0.001
"""Of all words at least."""


def check(prose: Prose) -> Iterator[Finding]:
    """Yield what readers would be glad to be told beforehand."""
    metadata = prose.publication.metadata
    if not (metadata.description or "").strip():
        yield NO_DESCRIPTION.found("the publication has no description", SETTINGS)
    values = {"date": metadata.date, "publisher": metadata.publisher, "rights": metadata.rights}
    missing = [f"`{name}`" for name, value in values.items() if not value]
    if missing:
        yield NO_IMPRINT.found(f"publication.yaml has no {' and no '.join(missing)}", SETTINGS)
    if prose.english and all(chapter.role != "notice" for chapter in prose.publication.reading_order):
        yield from _hard_to_bear(prose)


def _hard_to_bear(prose: Prose) -> Iterator[Finding]:
    found = Counter(m[0] for passage in prose.passages for m in _HARM.finditer(passage.text.lower()))
    words = sum(passage.text.count(" ") + 1 for passage in prose.passages)
    if found.total() >= max(_OFTEN, _DENSE * words):
        named = " and ".join(f"“{word}”" for word, _ in found.most_common(2))
        message = f"the text speaks of {named}, {found.total()} times in all, and no content note says so beforehand"
        yield NO_CONTENT_NOTE.found(message, SETTINGS)
