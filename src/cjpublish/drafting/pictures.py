"""The folder images/: one file for each picture with what is said of it, and images.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cjpublish.draft import Figure, Image
from cjpublish.drafting.changes import Changes
from cjpublish.drafting.image_files import ImageFile, UnusableError, image_file
from cjpublish.drafting.inlines import line
from cjpublish.drafting.markdown import passage
from cjpublish.drafting.yaml_text import yaml_text
from cjpublish.errors import Finding, InputError, Severity, Source
from cjpublish.settings import alt_findings
from cjpublish.slugs import slug

__all__ = ["NAME", "Pictures"]

NAME = "manuscript/images/images.yaml"
_HEAD = """\
# What is said about each picture. Alternative text stands in for a picture; a caption stands beside it.
# `decorative: true` is for a picture that tells nothing; `missing: true` for one whose file is not here.
"""
_TO_WRITE = "TODO: say what this picture tells"
_TO_DESCRIBE = "TODO: keep this, and add `description:` with all that can be read from the picture"
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})


@dataclass(slots=True)
class Pictures:
    """Grows while each figure is given its file."""

    images: Mapping[str, Image]
    """The source's pictures, by key."""
    changes: Changes
    """Where it is told what happened to one."""
    todo: list[Finding] = field(default_factory=list)
    """What a person must do, each at its line of images.yaml."""
    paths: dict[Figure | int, str] = field(default_factory=dict)
    """Where each figure's picture is, relative to manuscript/; see `_name`."""
    entries: dict[str, dict[str, object]] = field(default_factory=dict)
    """What images.yaml says, by the picture's name."""
    cover: str = ""
    """The path of the cover's picture; empty where there is none."""
    placeless: int = 0
    """How many pictures have neither file nor name."""
    _stems: dict[str, int] = field(default_factory=dict)
    """The names that are taken, without their endings, each with the highest number behind it."""

    def path(self, figure: Figure) -> str:
        """Return where a figure's picture is, relative to manuscript/; empty where it was left out."""
        return self.paths.get(_name(figure), "")

    def take(self, figure: Figure) -> Iterator[tuple[str, bytes]]:
        """Give a figure its place in images/; yield the name and the content of its file where there is one.

        A picture with other texts is another file, because images.yaml has one entry for each.
        """
        if _name(figure) in self.paths:
            return
        image = self.images.get(figure.image)
        file = self._file(image) if image else None
        if file is None and figure.alt == "":
            self.changes.note("a decorative picture whose file can't be used was left out")
            return
        if image:
            suffix = file.suffix if file else PurePosixPath(image.name.lower()).suffix
            name = self._free(
                slug(PurePosixPath(image.name).stem) or "picture", suffix if suffix in _SUFFIXES else ".jpg"
            )
        else:
            self.placeless += 1
            name = self._free(f"figure-{self.placeless}", ".jpg")
        self.paths[_name(figure)] = f"images/{name}"
        self.entries[name] = self._entry(figure, f"images/{name}", missing=file is None)
        if file:
            yield name, file.content

    def take_cover(self, cover: Figure) -> Iterator[tuple[str, bytes]]:
        """Give the cover its place; one without a file that can be used is left out, and is drawn by the build."""
        yield from self.take(cover)
        path = self.path(cover)
        if path and "missing" in self.entries[path.removeprefix("images/")]:
            del self.paths[_name(cover)], self.entries[path.removeprefix("images/")]
            path = ""
        self.cover = path

    def _file(self, image: Image) -> ImageFile | None:
        try:
            file = image_file(image.read())
        except InputError as error:
            for finding in error.findings:
                self.changes.note(f"the picture '{image.name}' can't be read: {finding.message}")
        except UnusableError as reason:
            self.changes.note(f"the picture '{image.name}' can't be used: {reason}")
        else:
            if file.change:
                self.changes.note(f"the picture '{image.name}' {file.change}")
            return file
        return None

    def _free(self, stem: str, suffix: str) -> str:
        """Return a name that no other picture has, whatever its ending: e-book files are named by the stem."""
        name, count = stem, self._stems.get(stem, 1)
        while name in self._stems:
            count += 1
            name = f"{stem}-{count}"
        self._stems[stem] = count
        self._stems.setdefault(name, 1)
        return name + suffix

    def _entry(self, figure: Figure, path: str, *, missing: bool) -> dict[str, object]:
        caption = line(figure.caption)
        described = passage(figure.description) if figure.description else ""
        entry: dict[str, object] = {}
        if figure.alt != "" or missing:
            alt = self._alt(figure.alt or "", caption, described, path, missing)
            entry |= {"alt": alt} if alt else {}
        entry |= {"caption": caption} if caption else {}
        entry |= {"credit": credit} if (credit := line(figure.credit)) else {}
        entry |= {"license": figure.license} if figure.license else {}
        entry |= {"description": described} if described else {}
        entry |= {"decorative": True} if figure.alt == "" and not missing else {}
        return entry | ({"missing": True} if missing else {})

    def _alt(self, alt: str, caption: str, described: str, path: str, missing: bool) -> str:
        """Return an alternative text that the build takes, or one that says what is to be done."""
        if missing and not alt and caption:
            return ""
        place = Source("")
        faults = alt_findings(alt, place, described=missing or bool(described), caption=caption, path=path)
        if all(fault.severity is not Severity.ERROR for fault in faults):
            return alt
        if missing and caption:
            self.changes.cut("an alternative text that says nothing", alt)
            return ""
        again = alt_findings(alt, place, described=True, caption=caption, path=path) if alt else faults
        is_chart = all(fault.severity is not Severity.ERROR for fault in again)
        to_do = _TO_DESCRIBE if is_chart else _TO_WRITE
        return f"{to_do} (was: {alt})" if alt else to_do

    def written(self) -> str:
        """Return images.yaml, and note what is to be done at its lines."""
        text = _HEAD
        for name, entry in self.entries.items():
            first = text.count("\n") + 1
            added = yaml_text({name: entry})
            if str(entry.get("alt", "")).startswith("TODO"):
                offset = added[: added.index("\n  alt:")].count("\n") + 1
                message = f"'images/{name}' has no alternative text that says what it tells"
                fix = "write it in place of `TODO …`, or `decorative: true` where the picture tells nothing"
                self._to_do("alt-to-do", message, first + offset, fix)
            if "missing" in entry:
                message = f"'images/{name}' is not here, so what is said of it stands in its place"
                fix = f"put the file at manuscript/images/{name}, and delete the line `missing: true`"
                self._to_do("missing-picture", message, first, fix)
            text += added
        return text

    def _to_do(self, code: str, message: str, line: int, fix: str) -> None:
        self.todo.append(Finding(code, Severity.WARNING, message, Source(NAME, line), fix))


def _name(figure: Figure) -> Figure | int:
    """Return what tells a figure from another: two that say the same are one picture only where they have one file."""
    return figure if figure.image else id(figure)
