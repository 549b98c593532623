from pathlib import Path

from planted import Good

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    path = good.folder / "book.mp3"
    path.write_bytes(b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(range(128)) * 80)
    return path


def quiet(good: Good) -> Path:
    return good.edition("the-kitchen-garden.mp3")
