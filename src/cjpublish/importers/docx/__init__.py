"""Word documents (.docx): read as WordprocessingML, prepared for mammoth, and what it makes turned into a draft.

What mammoth would drop in silence is settled before it sees the document: `unfolding` and `fields` write what is
wrapped plainly, `revisions` takes out what is not to be read, `drawings` lets out what stands in shapes, `paragraphs`
marks what every paragraph is. Behind it `structure` puts the flat paragraphs together, and `losses` counts the words.
"""

from __future__ import annotations

from cjpublish.draft import Draft
from cjpublish.importers import Original

__all__ = ["read"]


def read(original: Original) -> Draft:
    """Read a Word document.

    Raises InputError where it is no such document, is damaged, or is made to harm.
    """
    from cjpublish.importers.archive import opened
    from cjpublish.importers.docx.reading import drafted

    with opened(original) as archive:
        return drafted(original, archive)
