from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/publication.yaml"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/publication.yaml": replaced("language: en\n", "")})


def quiet(good: Good) -> Path:
    return good.manuscript()
