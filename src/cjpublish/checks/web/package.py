"""An audiobook's package that is open: its archive and its manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cjpublish.checks.web.files import texts
from cjpublish.checks.web.forms import Form, objects
from cjpublish.errors import Source
from cjpublish.importers.archive import Archive

__all__ = ["Package"]


@dataclass(frozen=True, slots=True)
class Package:
    """An audiobook's package."""

    form: Form
    """Which form it has."""
    name: str
    """How messages name it."""
    files: Archive
    """Its archive, open."""
    manifest: Mapping[str, Any]
    """Its manifest."""

    @property
    def place(self) -> Source:
        """The manifest, as a place."""
        return Source(f"{self.name}/{self.form.manifest}")

    def listed(self, *members: str) -> list[dict[str, Any]]:
        """Return the manifest's resources under these members; a plain text is an address alone."""
        lists = [self.manifest.get(member) for member in members]
        each = [one for value in lists for one in (value if isinstance(value, list) else [value])]
        return objects([{self.form.href: one} if isinstance(one, str) else one for one in each])

    def address(self, resource: Mapping[str, Any]) -> str:
        """Return a resource's address; empty where it has none."""
        return next(iter(texts(resource.get(self.form.href))), "")
