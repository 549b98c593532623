from pathlib import Path

from planted import Good
from sounds import mp3, speech

OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    path = mp3(good.folder / "spring.mp3", [("Spring", speech(good))], cover=b"")
    path.write_bytes(path.read_bytes().replace(b"ID3\x03", b"ID3\x04", 1))
    return path


def quiet(good: Good) -> Path:
    return mp3(good.folder / "spring.mp3", [("Spring", speech(good))])
