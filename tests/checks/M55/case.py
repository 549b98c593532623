from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:12"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/01-spring.md": replaced("- Peas, along the fence.", "-\n- Peas, along the fence.")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/01-spring.md": replaced("- Peas, along the fence.", "- —\n- Peas, along the fence.")}
    )
