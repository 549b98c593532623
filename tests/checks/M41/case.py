from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:3"


def fires(good: Good) -> Path:
    return good.manuscript({"manuscript/01-spring.md": replaced("The ground is cold", "The ground is the the coldest")})


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "The ground is cold", "She said that that ground had had snow, as in the The Times"
            )
        }
    )
