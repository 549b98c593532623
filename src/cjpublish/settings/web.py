"""Where a publication stands on the web, and what its feed says."""

from __future__ import annotations

from cjpublish.config import Document
from cjpublish.errors import Finding, Severity
from cjpublish.model import Podcast, Web
from cjpublish.settings.categories import parted
from cjpublish.settings.schema import PublicationFile

__all__ = ["web"]


def web(found: Document[PublicationFile], findings: list[Finding]) -> Web:
    """Return what publication.yaml says of the web; append to `findings` that a feed is wanted and has no address."""
    site, podcast = found.value.site, found.value.podcast
    if found.has("podcast") and not found.has("site", "url"):
        message, fix = "a podcast needs the address of its site, `site: url`", "add `site: {url: https://…}`"
        findings.append(Finding("no-address", Severity.ERROR, message, found.source("podcast"), fix))
    category, subcategory = parted(podcast.category)
    feed = Podcast(category, subcategory, podcast.explicit, podcast.owner, podcast.email, podcast.guid)
    return Web(f"{site.url.rstrip('/')}/" if site.url else None, feed)
