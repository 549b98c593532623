"""Finished files opened to be looked at, whoever made them."""
