"""Runs the command line as `python -m cjpublish`."""

from __future__ import annotations

import sys

from cjpublish.cli import main

if __name__ == "__main__":
    sys.exit(main())
