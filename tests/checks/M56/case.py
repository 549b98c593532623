from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:18"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/02-summer.md": replaced("In the last week of August", "```\nIn the last week of August")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/02-summer.md": replaced(
                "In the last week of August", "```\nsow()\n```\n\nIn the last week of August"
            )
        }
    )
