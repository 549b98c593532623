"""What helps where files of one publication do not belong together."""

from __future__ import annotations

__all__ = ["BUILD_AGAIN"]

BUILD_AGAIN = "run cjpublish to make everything again"
