from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden-daisy202.zip/ncc.html"


def fires(good: Good) -> Path:
    return good.archive(
        {"ncc.html": replaced("smil0003.smil#t0003-0012", "smil0003.smil#t0003-9912")},
        "the-kitchen-garden-daisy202.zip",
    )


def quiet(good: Good) -> Path:
    return good.edition("the-kitchen-garden-daisy202.zip")
