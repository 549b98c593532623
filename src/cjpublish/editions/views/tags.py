"""What audio files say about themselves: a publication's metadata under libavformat's generic tag names."""

from __future__ import annotations

from cjpublish.model import Metadata

__all__ = ["language", "tags"]

_LANGUAGES = {
    "ar": "ara", "bg": "bul", "bn": "ben", "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan", "de": "deu", "el": "ell",
    "en": "eng", "eo": "epo", "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle",
    "gl": "glg", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind", "is": "isl", "it": "ita",
    "ja": "jpn", "ka": "kat", "km": "khm", "ko": "kor", "lo": "lao", "lt": "lit", "lv": "lav", "mk": "mkd", "ms": "msa",
    "my": "mya", "nb": "nob", "ne": "nep", "nl": "nld", "nn": "nno", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron",
    "ru": "rus", "sk": "slk", "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "te": "tel",
    "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie", "zh": "zho",
}  # fmt: skip
"""ISO 639-1 to ISO 639-2/T, which MP4 and ID3 write."""


def tags(metadata: Metadata) -> dict[str, str]:
    """Return the tags of the whole publication; what isn't known is left out.

    The narrator stands under `composer`, where audiobook players look for it.
    """
    known = {
        "title": metadata.title,
        "album": metadata.title,
        "artist": ", ".join(metadata.authors),
        "album_artist": ", ".join(metadata.authors),
        "composer": ", ".join(metadata.narrators),
        "genre": "Audiobook",
        "date": metadata.date or metadata.modified[:10],
        "publisher": metadata.publisher,
        "copyright": metadata.rights,
        "description": metadata.description,
        "comment": metadata.description,
    }
    return {name: value for name, value in known.items() if value}


def language(tag: str) -> str:
    """Return the ISO 639-2/T code of a BCP 47 tag; `und` where there is none in the table."""
    primary = tag.partition("-")[0].lower()
    return _LANGUAGES.get(primary, primary if len(primary) == 3 else "und")
