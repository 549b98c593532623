from __future__ import annotations

from pathlib import Path

from planted import GARDEN, Change, Good, replaced

PLACE = "manuscript/images/images.yaml"


def shown(*credits_of: str) -> dict[str, Change]:
    """Return changes that show three more pictures, with a credit where there is one."""
    names = [f"leaf-{number}.png" for number in range(len(credits_of))]
    said = "".join(
        f"{name}:\n  alt: Bean leaf number {number} on a table.\n{credit and f'  credit: {credit}'}\n"
        for number, (name, credit) in enumerate(zip(names, credits_of, strict=True))
    )
    figures = "\n\n".join(f"![](images/{name})" for name in names)
    leaf = (GARDEN / "manuscript/images/leaf.png").read_bytes()
    return {
        "manuscript/images/images.yaml": replaced("leaf.png:", f"{said}leaf.png:"),
        "manuscript/02-summer.md": replaced("![](images/leaf.png)", f"![](images/leaf.png)\n\n{figures}"),
        **{f"manuscript/images/{name}": leaf for name in names},
    }


def fires(good: Good) -> Path:
    return good.manuscript(shown("A. Writer", "A. Writer", ""))


def quiet(good: Good) -> Path:
    return good.manuscript(shown("A. Writer", "B. Writer", "C. Writer"))
