from pathlib import Path

from planted import Good, replaced

PLACE = "manuscript/01-spring.md:7"


def fires(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/01-spring.md": replaced("## What", " ".join(["The beds are dug again."] * 70) + "\n\n## What")}
    )


def quiet(good: Good) -> Path:
    return good.manuscript(
        {"manuscript/01-spring.md": replaced("## What", "\n\n".join(["The beds are dug again."] * 70) + "\n\n## What")}
    )
