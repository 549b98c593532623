"""The phrases of the downloads and of how to put them on a device, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Device", "TakeawayWords", "takeaway_words"]


@dataclass(frozen=True, slots=True)
class Device:
    """How to put the publication on a kind of device."""

    name: str
    """As people call it."""
    editions: tuple[str, ...]
    """What it takes; the steps are for those who can download one of these."""
    steps: tuple[str, ...]
    """In order; plain text."""


@dataclass(frozen=True, slots=True)
class TakeawayWords:
    """Every phrase in one language."""

    language: str
    """BCP 47."""
    unlocked: str
    """Says that no file is protected against copying."""
    groups: Mapping[str, str]
    """What the files are for, in the order of the page: `read`, `listen`, `both`, `players`, `text`, `programs`."""
    labels: Mapping[str, str]
    """What a file is, by the end of its name where an edition has several files."""
    plays: str
    """How long it plays: `plays {duration}`"""
    on_your_device: str
    """Heading of the steps."""
    devices: tuple[Device, ...]
    """In the order of the page."""


_EBOOKS = ("epub", "readalong")
_ENGLISH = TakeawayWords(
    language="en",
    unlocked="No file is locked. You can copy each one to all your devices.",
    groups={
        "read": "Read",
        "listen": "Listen",
        "both": "Read and listen at once",
        "players": "For talking-book players and audiobook apps",
        "text": "Text of what is heard",
        "programs": "For programs",
    },
    labels={
        ".html": "Transcript as a page (HTML)",
        ".txt": "Transcript as plain text",
        ".chapters.vtt": "Chapter marks (WebVTT)",
        ".vtt": "Captions (WebVTT)",
    },
    plays="plays {duration}",
    on_your_device="How to put it on your e-reader",
    devices=(
        Device(
            "Kindle",
            ("epub",),
            (
                "Download the e-book (EPUB).",
                "Open amazon.com/sendtokindle, sign in, and add the file there.",
                "Or send it by e-mail to your Kindle’s own address. You find that address in your Amazon account, where"
                " you also approve the address that you send from. One e-mail may hold up to 50 MB.",
                "The book comes to your Kindle when it is next online.",
            ),
        ),
        Device(
            "Kobo",
            ("epub",),
            (
                "Download the e-book (EPUB) to a computer.",
                "Connect the Kobo with its USB cable, and tap Connect on its screen.",
                "Copy the file to the drive KOBOeReader.",
                "Eject the drive, then unplug the cable. The book is in your library.",
            ),
        ),
        Device(
            "PocketBook or tolino",
            ("epub",),
            (
                "Download the e-book (EPUB) to a computer.",
                "Connect the e-reader with its USB cable. If it asks, let the computer see its files.",
                "Copy the file to its drive. If there is a folder for books, put it there.",
                "Eject the drive, then unplug the cable. The book is in your library.",
            ),
        ),
        Device(
            "iPhone, iPad or Mac",
            _EBOOKS,
            (
                "Download an e-book (EPUB).",
                "Open the downloaded file. If you are asked with which app, choose Books.",
                "The book is now in the library of Apple Books.",
            ),
        ),
        Device(
            "Android phone or tablet",
            _EBOOKS,
            (
                "If you have no app for EPUB files yet, install one. Google Play Books is free.",
                "Download an e-book (EPUB).",
                "Open the downloaded file, and choose the app.",
            ),
        ),
        Device(
            "Computer with Windows, macOS or Linux",
            _EBOOKS,
            (
                "Install Thorium Reader from edrlab.org. It is free and works with screen readers.",
                "Download an e-book (EPUB).",
                "Start Thorium Reader, and drag the file into its window or import it there.",
                "If you have chosen the read-along, start the narration there: what is being said is highlighted.",
            ),
        ),
        Device(
            "Audiobook on a phone or music player",
            ("m4b", "mp3"),
            (
                "Download the audiobook.",
                "Open an MP3 in any music player. An M4B has its chapters and is best in an app for audiobooks.",
                "If your app keeps your place, you can stop at any time and go on later.",
            ),
        ),
        Device(
            "Talking-book player (DAISY)",
            ("daisy202",),
            (
                "Download the talking book to a computer, and unpack the ZIP file into a folder of its own.",
                "Copy that folder to the player’s memory card or USB stick."
                " If your player has a folder for talking books, put it in there.",
                "Put the card into the player, and choose the book.",
            ),
        ),
    ),
)
_WORDS = {"en": _ENGLISH}


def takeaway_words(language: str) -> TakeawayWords:
    """Return the phrases in a BCP 47 language, or in English where there are none in it."""
    return _WORDS.get(language.partition("-")[0].lower(), _ENGLISH)
