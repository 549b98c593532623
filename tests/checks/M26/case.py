from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/02-summer.md:18"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/02-summer.md": replaced(
                "[the chapter about spring](01-spring.md)", "<https://garden.example/spring>"
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/02-summer.md": replaced(
                "[the chapter about spring](01-spring.md)", "[Garden.example on spring](https://garden.example/spring)"
            )
        }
    )
