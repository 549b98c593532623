"""What the packages of an audiobook share, whatever their manifest: sound, text, table of contents and claims."""
