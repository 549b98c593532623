import shutil
from pathlib import Path

from planted import Good

PLACE = "03-spring.mp3"
OPTIONS = {"sound": True}


def fires(good: Good) -> Path:
    """Two chapters change names."""
    folder = quiet(good)
    spring, summer = folder / "03-spring.mp3", folder / "04-summer.mp3"
    spring.rename(folder / "spring")
    summer.rename(spring)
    (folder / "spring").rename(summer)
    return folder


def quiet(good: Good) -> Path:
    good.edition("the-kitchen-garden.timeline.json")
    for chapter in (good.built / "dist/the-kitchen-garden-mp3").iterdir():
        shutil.copyfile(chapter, good.folder / chapter.name)
    return good.folder
