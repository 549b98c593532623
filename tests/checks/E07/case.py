from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.epub/EPUB/draft.docx"


def fires(good: Good) -> Path:
    return good.archive({"EPUB/draft.docx": b"for nobody to see"})


def quiet(good: Good) -> Path:
    return good.archive({"META-INF/calibre_bookmarks.txt": b"kept by a program"})
