import shutil
from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.mp3"
OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    """One chapter of the narration under the name of the whole."""
    good.edition("the-kitchen-garden.m4b")
    chapter = good.built / "dist/the-kitchen-garden-mp3/03-spring.mp3"
    shutil.copyfile(chapter, good.folder / "the-kitchen-garden.mp3")
    return good.folder


def quiet(good: Good) -> Path:
    good.edition("the-kitchen-garden.m4b")
    good.edition("the-kitchen-garden.mp3")
    return good.folder
