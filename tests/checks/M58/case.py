from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/publication.yaml"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/publication.yaml": replaced("language: en\n", "language: en\neditions: [epub, epub4]\n")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/publication.yaml": replaced("language: en\n", "language: en\neditions: [epub, m4b]\n")}
    )
