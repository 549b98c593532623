"""An episode's headings as a file of chapter marks (podcast namespace, JSON Chapters Format 1.2)."""

from __future__ import annotations

import json

from cjpublish.site.podcast.characters import plain
from cjpublish.site.podcast.marks import Mark
from cjpublish.site.podcast.show import Episode, Show

__all__ = ["MEDIA_TYPE", "chapters"]

MEDIA_TYPE = "application/json+chapters"


def chapters(show: Show, episode: Episode) -> bytes:
    """Return the marks of an episode that has some; each leads to its place in the text, too."""
    content = {
        "version": "1.2.0",
        "title": episode.title,
        "podcastName": plain(show.metadata.title),
        "chapters": [_mark(mark, episode.page) for mark in episode.marks],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _mark(mark: Mark, page: str) -> dict[str, object]:
    url = f"{page}#{mark.heading}" if mark.heading else page
    return {"startTime": mark.milliseconds / 1000, "title": mark.title, "url": url}
