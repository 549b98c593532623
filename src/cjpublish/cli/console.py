"""A stream that a person reads."""

from __future__ import annotations

from typing import IO, Any, Never

from rich.console import Console

from cjpublish.cli.streams import writing

__all__ = ["Stream"]


class Stream(Console):
    """Standard output or standard error, wide enough for any line."""

    def __init__(self, file: IO[str], name: str) -> None:
        """Write to a file that messages call `name`."""
        super().__init__(file=file, highlight=False, soft_wrap=True)
        self._called = name

    def print(self, *objects: Any, **options: Any) -> None:
        """Write as Console does; raises DiskError where there is no room for it."""
        with writing(self.file, self._called):
            super().print(*objects, **options)

    def write(self, text: str) -> None:
        """Write a text as it is; raises DiskError as `print` does."""
        with writing(self.file, self._called):
            self.file.write(text)

    def on_broken_pipe(self) -> Never:
        """Leave a reader who has gone away to `writing`: the command still ends with what it came to."""
        raise  # Console calls this while it handles the error
