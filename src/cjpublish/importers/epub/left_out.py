"""Which documents are left out, because the program makes their like itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjpublish.draft import Cut, Metadata
from cjpublish.importers.epub.content import Document
from cjpublish.importers.epub.own_pages import (
    OwnPages,
    is_contents,
    is_cover,
    pictures_in,
    without_lists,
)
from cjpublish.importers.epub.own_words import is_own_page, take_own_words
from cjpublish.importers.epub.pictures import Pictures
from cjpublish.importers.epub.title_page import is_title_page
from cjpublish.importers.epub.words import said

__all__ = ["kept"]

_CONTENTS = "table of contents, which is made anew"


def kept(
    documents: Sequence[Document], own: OwnPages, metadata: Metadata, cover: str, pictures: Pictures, cuts: list[Cut]
) -> Iterator[Document]:
    """Yield the documents that stay; append the words of the others to `cuts`.

    The cover's page, tables of contents and title pages without words of their own go. A navigation document loses its
    lists, and stays if there is more in it.
    """
    for document in documents:
        body = document.body
        if body is not None and document.path == own.navigation:
            cuts.extend(Cut(_CONTENTS, words) for words in without_lists(document))
            if not said(body) and not pictures_in(body):
                continue
        shown = _shown(document, pictures)
        kinds = own.of_document(document)
        if is_cover(document, kinds, cover, shown):
            reason = "cover page, which is made anew"
        elif is_contents(document, kinds):
            reason = _CONTENTS
        elif is_title_page(document, kinds, metadata, shown):
            reason = "title page, which is made anew"
        elif body is not None and is_own_page(body):
            reason = "page of the program's own, which is made anew"
        else:
            if body is not None:
                cuts.extend(take_own_words(body))
            yield document
            continue
        if body is not None and (words := said(body)):
            cuts.append(Cut(reason, words))


def _shown(document: Document, pictures: Pictures) -> list[str]:
    if document.body is None:
        return [document.path]
    return [pictures.path(each, document.path) or each for each, _ in pictures_in(document.body)]
