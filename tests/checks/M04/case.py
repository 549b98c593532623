from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/publication.yaml:10"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/publication.yaml": replaced("subjects:", "subject:")})


def quiet(good: Good) -> Path:
    return good.manuscript()
