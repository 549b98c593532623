from pathlib import Path

from planted import Good

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.m4b")
    path.write_bytes(path.read_bytes().replace(b"M4B ", b"isom", 1))
    return path


def quiet(good: Good) -> Path:
    """Sound in MP4 that nobody calls an audiobook may have another brand."""
    path = good.edition("the-kitchen-garden.m4b")
    path.write_bytes(path.read_bytes().replace(b"M4B ", b"isom", 1))
    return path.rename(path.with_suffix(".m4a"))
