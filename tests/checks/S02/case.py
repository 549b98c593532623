from pathlib import Path

from planted import Good

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.mp3")
    content = path.read_bytes()
    middle = len(content) * 2 // 3
    path.write_bytes(content[:middle] + bytes(range(16)) * 300 + content[middle:])
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.mp3")
    path.write_bytes(path.read_bytes() + b"TAG" + bytes(125))
    return path
