from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.timeline.json"


def fires(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.timeline.json")
    path.write_bytes(path.read_bytes()[:-100])
    return path


def quiet(good: Good) -> Path:
    path = good.edition("the-kitchen-garden.timeline.json")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    return path
