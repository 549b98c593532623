"""Why a program that checks e-books said nothing."""

from __future__ import annotations

__all__ = ["ToolFailed"]


class ToolFailed(Exception):  # noqa: N818
    """A program crashed, took too long or gave no report; nothing is known of the file."""

    def __init__(self, reason: str) -> None:
        """Hold why, in one plain sentence without its full stop."""
        self.reason = reason
        super().__init__(reason)
