from pathlib import Path

from planted import Good, replaced

PLACE = "dist/the-kitchen-garden"


def fires(good: Good) -> Path:
    """A sentence was corrected after the build."""
    change = replaced("Nothing here is in a hurry", "Nothing here is ever in a hurry")
    return good.publication({"manuscript/01-spring.md": change})


def quiet(good: Good) -> Path:
    """The same words, in other lines."""
    change = replaced("Nothing here is in a hurry", "Nothing here\nis in a hurry")
    return good.publication({"manuscript/01-spring.md": change})
