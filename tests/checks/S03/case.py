from pathlib import Path

from planted import Good

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.mp3")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 3 // 4])
    return path


def quiet(good: Good) -> Path:
    return good.edition("the-kitchen-garden.m4b")
