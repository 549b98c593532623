from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.epub/EPUB/images/my leaf.png"


def fires(good: Good) -> Path:
    return good.archive({"EPUB/images/my leaf.png": b"a leaf"})


def quiet(good: Good) -> Path:
    return good.archive({"EPUB/images/my_leaf-2.png": b"a leaf"})
