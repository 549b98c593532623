from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden-daisy202.zip/ncc.html"


def fires(good: Good) -> Path:
    return good.archive(
        {"ncc.html": replaced('content="00:02:07"', 'content="00:12:07"')}, "the-kitchen-garden-daisy202.zip"
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {"ncc.html": replaced('content="00:02:07"', 'content="126.6s"')}, "the-kitchen-garden-daisy202.zip"
    )
