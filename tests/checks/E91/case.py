from pathlib import Path

from planted import Good

PLACE = "dist/the-kitchen-garden.txt"


def fires(good: Good) -> Path:
    return good.publication({"dist/the-kitchen-garden.txt": lambda content: content + b"And a line by hand.\n"})


def quiet(good: Good) -> Path:
    return good.publication({"dist/notes.txt": "A file of the publisher's own.\n"})
