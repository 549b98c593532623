"""What a browser needs to know to put the publication on a home screen (Web Application Manifest)."""

from __future__ import annotations

import json

from cjpublish.editions.views.page import direction
from cjpublish.model import Metadata
from cjpublish.site.addresses import ICONS, INDEX

__all__ = ["manifest"]


def manifest(metadata: Metadata) -> bytes:
    """Return the manifest; its addresses are relative, so that the site can stand anywhere."""
    document = {
        "name": metadata.title,
        "lang": metadata.language,
        "dir": direction(metadata.language),
        "description": metadata.description or metadata.title,
        "start_url": INDEX,
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [{"src": name, "sizes": f"{side}x{side}", "type": "image/png"} for name, side in ICONS],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
