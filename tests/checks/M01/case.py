from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:3"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/01-spring.md": replaced("Nothing here is in a hurry", "Nothing here is in a [hurry]{#hurry}")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/01-spring.md": replaced("Nothing here is in a hurry", "Nothing here is in a [hurry]{lang=en-GB}")}
    )
