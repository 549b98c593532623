from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden-daisy202.zip/ncc.html"


def fires(good: Good) -> Path:
    return good.archive(
        {"ncc.html": replaced('<meta name="dc:publisher" content="The Garden Press"/>', "")},
        "the-kitchen-garden-daisy202.zip",
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {"ncc.html": replaced('name="dc:publisher"', 'name="DC:Publisher"')}, "the-kitchen-garden-daisy202.zip"
    )
