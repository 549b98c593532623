"""What an examination came to, told: as a page that a person reads, and as SARIF for other programs."""

from __future__ import annotations

from cjpublish.report.document import page
from cjpublish.report.opening import counts, verdict
from cjpublish.report.sarif_log import sarif
from cjpublish.report.thumbnails import thumbnail
from cjpublish.report.told import Told, told

__all__ = ["Told", "counts", "page", "sarif", "thumbnail", "told", "verdict"]
