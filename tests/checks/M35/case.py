from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/publication.yaml"


_HARD = (
    "Considerable uncertainty notwithstanding, horticultural authorities characteristically recommend continuous "
    "observation of atmospheric conditions, because unanticipated variations in temperature, particularly during "
    "early germination, invariably necessitate immediate intervention by an experienced cultivator.\n\n"
)


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/01-spring.md": replaced("## What is sown first", 4 * _HARD + "## What is sown")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript({"manuscript/publication.yaml": replaced("language: en\n", "language: fr\n")})
