from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.lpf/publication.json"


def fires(good: Good) -> Path:
    return good.archive(
        {"publication.json": replaced("https://www.w3.org/ns/pub-context", "https://www.w3.org/ns/publication")},
        "the-kitchen-garden.lpf",
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {"publication.json": replaced("https://schema.org", "http://schema.org/")}, "the-kitchen-garden.lpf"
    )
