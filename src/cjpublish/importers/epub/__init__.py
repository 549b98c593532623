"""EPUB 2 and 3: a publication's documents, contents, notes, pictures and metadata as a Draft.

`container` finds the package, `package` reads manifest and spine, `navigation` the lists that lead into the text,
`metadata` what the book says of itself, `content` the documents; `starts` finds where chapters begin, `conversion` has
`importers.markup` make blocks, `chapters` puts them together.
"""

from __future__ import annotations

from cjpublish.draft import Draft
from cjpublish.importers import Original

__all__ = ["read"]


def read(original: Original) -> Draft:
    """Read an EPUB (EPUB 3.3; EPUB 2.0.1: OPS, OPF, OCF).

    Raises InputError where it is protected against copying, broken beyond reading, or made to harm.
    """
    from cjpublish.importers.epub import book

    return book.read(original)
