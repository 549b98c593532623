from pathlib import Path

from planted import Good, replaced

PLACE = "dist/the-kitchen-garden"


def fires(good: Good) -> Path:
    change = replaced("https://garden.example/kitchen-garden", "https://garden.example/flower-garden")
    return good.publication({"manuscript/publication.yaml": change})


def quiet(good: Good) -> Path:
    """The same title, written with more space."""
    change = replaced("title: The Kitchen Garden", "title: The  Kitchen   Garden")
    return good.publication({"manuscript/publication.yaml": change})
