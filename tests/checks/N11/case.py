from pathlib import Path

from planted import Good

PLACE = "manuscript/publication.yaml"


_SETTINGS = "title: Garden\nauthors: [A. Writer]\nlanguage: km\n"


def _without_voices(good: Good, settings: str) -> Path:
    voices = {"voices/reader.yaml": None, "voices/describer.yaml": None}
    return good.manuscript({"manuscript/publication.yaml": settings, **voices})


def fires(good: Good) -> Path:
    return _without_voices(good, _SETTINGS)


def quiet(good: Good) -> Path:
    """Nobody reads where nothing is narrated."""
    return _without_voices(good, f"{_SETTINGS}editions: [epub]\n")
