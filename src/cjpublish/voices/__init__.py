"""Choosing a voice: fetching one from its publisher, and hearing all that are at hand beside each other."""
