from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:18"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/02-summer.md": replaced("In the last week", "[spring]: 01-spring.md\n\nIn the last week")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/02-summer.md": replaced("In the last week", "\\[spring]: 01-spring.md\n\nIn the last week")}
    )
