"""HTML pages: saved from the web, or written as they are; the article is found and everything around it left out."""

from __future__ import annotations

from cjpublish.importers.html.importer import read

__all__ = ["read"]
