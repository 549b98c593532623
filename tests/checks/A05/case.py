from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"
_HAZARD = '<meta property="schema:accessibilityHazard">{}</meta>'


def _hazards(good: Good, *values: str) -> Path:
    change = replaced(_HAZARD.format("none"), "".join(map(_HAZARD.format, values)))
    return good.archive({"content.opf": change})


def fires(good: Good) -> Path:
    return _hazards(good, "none", "flashing")


def quiet(good: Good) -> Path:
    return _hazards(good, "noFlashingHazard", "unknownSoundHazard")
