from __future__ import annotations

from pathlib import Path

from planted import Good

LEAF = "manuscript/images/leaf.png"
PLACE = "manuscript/images/leaf.png"


def fires(good: Good) -> Path:
    return good.manuscript({LEAF: lambda content: content[: len(content) // 2]})


def quiet(good: Good) -> Path:
    return good.manuscript({LEAF: lambda content: content + bytes(7)})
