"""An EPUB's files and its container, for the editions that are EPUBs."""
