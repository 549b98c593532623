"""Amounts as a person reads them: how many, how long, how large."""

from __future__ import annotations

__all__ = ["counted", "duration", "size"]


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return `1 file`, `2 files`, `1,200 files`; `plural` is of a noun that does not take an s."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def duration(seconds: float) -> str:
    """Return a time or a length as `m:ss` or `h:mm:ss`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def size(count: int) -> str:
    """Return bytes in kB, MB or GB; what is there at all is 1 kB at least."""
    if count >= 1_000_000_000:
        return f"{count / 1_000_000_000:.1f} GB"
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(min(count, 1), round(count / 1000))} kB"
