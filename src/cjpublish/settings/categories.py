"""The categories that podcast directories sort by: those of Apple Podcasts, which the others take over."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from cjpublish.config import shown

__all__ = ["CATEGORIES", "CATEGORY_FIX", "category", "parted"]

CATEGORY_FIX = "write one as Apple Podcasts spells it, such as `Arts > Books` or `Society & Culture > Documentary`"
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
    "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "Health & Fitness": ("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"),
    "History": (),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": (
        "Animation & Manga",
        "Automotive",
        "Aviation",
        "Crafts",
        "Games",
        "Hobbies",
        "Home & Garden",
        "Video Games",
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        "Business News",
        "Daily News",
        "Entertainment News",
        "News Commentary",
        "Politics",
        "Sports News",
        "Tech News",
    ),
    "Religion & Spirituality": (
        "Buddhism",
        "Christianity",
        "Hinduism",
        "Islam",
        "Judaism",
        "Religion",
        "Spirituality",
    ),
    "Science": (
        "Astronomy",
        "Chemistry",
        "Earth Sciences",
        "Life Sciences",
        "Mathematics",
        "Natural Sciences",
        "Nature",
        "Physics",
        "Social Sciences",
    ),
    "Society & Culture": ("Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"),
    "Sports": (
        "Baseball",
        "Basketball",
        "Cricket",
        "Fantasy Sports",
        "Football",
        "Golf",
        "Hockey",
        "Rugby",
        "Running",
        "Soccer",
        "Swimming",
        "Tennis",
        "Volleyball",
        "Wilderness",
        "Wrestling",
    ),
    "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
    "Technology": (),
    "True Crime": (),
}
"""By category what it is divided into (Apple Podcasts for Creators, Apple Podcasts categories: 19, and 91 within)."""


def parted(text: str) -> tuple[str, str | None]:
    """Return a category and the one within it, of a text such as `Arts > Books` or `History`."""
    whole, _, part = (each.strip() for each in text.partition(">"))
    return whole, part or None


def category(text: str) -> str | None:
    """Ask for a category that there is, and after ` > ` one within it."""
    whole, part = parted(text)
    if whole in CATEGORIES and (part in CATEGORIES[whole] if ">" in text else True):
        return None
    return f"is not a category of Apple Podcasts: {shown(text)}{_near(part or whole)}"


def _near(name: str) -> str:
    """Return what may have been meant; whoever writes the inner one alone, or in the wrong one, means that."""
    known = {part.casefold(): f"{whole} > {part}" for whole, parts in CATEGORIES.items() for part in parts}
    known |= {whole.casefold(): whole for whole in CATEGORIES}
    near = get_close_matches(name.casefold(), known, 1)
    return f"; there is '{known[near[0]]}'" if near else ""
