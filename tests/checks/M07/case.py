from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/publication.yaml:5"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/publication.yaml": replaced("date: 2026-11-24\n", "language: fr\ndate: 2026-11-24\n")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript()
