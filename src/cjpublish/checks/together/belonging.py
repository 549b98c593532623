"""Whether a file is of the publication that it lies with."""

from __future__ import annotations

from collections.abc import Iterator

from cjpublish.artifacts.ebook import Ebook
from cjpublish.checks.check import Check
from cjpublish.checks.together.advice import BUILD_AGAIN
from cjpublish.errors import Finding, Severity, Source

__all__ = ["OTHER_PUBLICATION", "belongs", "named"]

OTHER_PUBLICATION = Check(
    "E90",
    "other-publication",
    Severity.ERROR,
    "A file is of another publication",
    "Readers would get one work under another's name.",
    BUILD_AGAIN,
    "EPUB 3.3, 5.5.3.1 Required elements (dc:identifier)",
)


def belongs(ebook: Ebook, identifier: str) -> Iterator[Finding]:
    """Yield a finding where an EPUB has another identifier than its publication."""
    found = ebook.values("dc:identifier")
    if found and identifier not in found:
        message = f"this e-book's identifier is '{found[0]}', and the manuscript's is '{identifier}'"
        yield OTHER_PUBLICATION.found(message, ebook.place(ebook.package_name))


def named(title: str, wanted: str, name: str) -> Iterator[Finding]:
    """Yield a finding where a file has a title, and it is not its publication's."""
    if title and " ".join(title.split()) != " ".join(wanted.split()):
        yield OTHER_PUBLICATION.found(
            f"this file's title is '{title}', and the manuscript's is '{wanted}'", Source(name)
        )
