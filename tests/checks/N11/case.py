from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/publication.yaml"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/publication.yaml": "title: Garden\nauthors: [A. Writer]\nlanguage: km\n",
            "voices/reader.yaml": None,
            "voices/describer.yaml": None,
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/publication.yaml": replaced("language: en\n", "language: km\n")})
