"""Where a publication stands on the web, and what its feed says."""

from __future__ import annotations

from cjpublish.config import Document
from cjpublish.model import Podcast, Web
from cjpublish.settings.categories import parted
from cjpublish.settings.schema import PublicationFile

__all__ = ["web"]


def web(found: Document[PublicationFile]) -> Web:
    """Return what publication.yaml says of the web."""
    site, podcast = found.value.site, found.value.podcast
    category, subcategory = parted(podcast.category)
    feed = Podcast(category, subcategory, podcast.explicit, podcast.owner, podcast.email, podcast.guid)
    wanted = found.source("podcast") if found.has("podcast") else None
    return Web(f"{site.url.rstrip('/')}/" if site.url else None, feed, wanted)
