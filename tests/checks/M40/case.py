from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:18"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/02-summer.md": replaced(
                "Read more in [the chapter about spring](01-spring.md).",
                "When the last of them was closed the old gardener went",
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/02-summer.md": replaced(
                "Read more in [the chapter about spring](01-spring.md).",
                "When the last of them was closed the old gardener went",
            ),
            "manuscript/publication.yaml": replaced("subjects:", "truncated: true\nsubjects:"),
        }
    )
