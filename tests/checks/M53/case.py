from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:21"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/02-summer.md": replaced(
                "[the chapter about spring](01-spring.md).",
                "[the chapter about spring][spring].\n\n[spring]: 01-spring.md\n[spring]: https://garden.example/spring",
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/02-summer.md": replaced(
                "[the chapter about spring](01-spring.md).",
                "[the chapter about spring][spring] and [all of it][book].\n\n[spring]: 01-spring.md\n[book]: https://garden.example/spring",
            )
        }
    )
