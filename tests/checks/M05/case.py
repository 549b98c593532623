from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/publication.yaml:1"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/publication.yaml": replaced("title: The Kitchen Garden\n", "")})


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/publication.yaml": replaced("subtitle: A year between four walls\n", "")})
