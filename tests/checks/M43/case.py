from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:9"


def fires(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "[«Qui sème tôt, récolte tôt»]{lang=fr}",
                "older. Il ne faut pas semer dans la terre froide, car les graines sont perdues. It is true",
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {
            "manuscript/01-spring.md": replaced(
                "[«Qui sème tôt, récolte tôt»]{lang=fr}",
                "[«Il ne faut pas semer dans la terre froide, car les graines sont perdues»]{lang=fr}, or carpe diem",
            )
        }
    )
