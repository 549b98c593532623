"""Audio: PCM in; loudness, encoding, and files joined from encoded chapters out."""
