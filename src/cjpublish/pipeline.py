"""The whole flow: a folder is read, planned, spoken and assembled, and its editions change dist/ all at once.

`read`, `plan` and `build` are, with `importing.import_from`, the program's Python interface; the command line is a
thin face of them.
"""

from __future__ import annotations

import wave
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cjpublish import dist, engines, making, manuscript, pages
from cjpublish.errors import Finding, InputError, Severity, Source, disk_faults
from cjpublish.examining.fast import foresee
from cjpublish.examining.inspection import REPORT, inspect, of_staging
from cjpublish.fingerprint import fingerprint
from cjpublish.making import Made, asked, book_key, make, make_site, on_shelf
from cjpublish.model import Book, Plan, Publication
from cjpublish.narration.workforce import Workforce
from cjpublish.settings.narration import heard, narrators
from cjpublish.site.listing import listing
from cjpublish.site.shelf import Listing
from cjpublish.store import Store
from cjpublish.upkeep.pruning import kept

if TYPE_CHECKING:
    from cjpublish.narrating import Outlook

__all__ = ["Made", "Result", "build", "build_in", "plan", "read", "say", "target"]


@dataclass(frozen=True, slots=True)
class Result:
    """What a build has done."""

    title: str
    """What the publication is called."""
    made: tuple[Made, ...]
    """Every file of the editions, in their order."""
    site: tuple[Made, ...]
    """Every file that is the site's own: what it offers to take along is the editions'."""
    listing: Listing | None
    """What catalogues say of it; None where no site is made."""
    seconds: float
    """How long the narration plays; 0 where there is none."""
    spoken: int
    """How many clips had to be spoken."""
    findings: tuple[Finding, ...]
    """What was guessed or left out on the way."""
    checked: tuple[Finding, ...]
    """What the quick part of `cjpublish check` found in what was made; each with its check's code."""

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What was found in what was made, but for notes and for what was told on the way already."""
        told = {(each.source, each.message) for each in self.findings}
        kept = (each for each in self.checked if each.severity is not Severity.NOTE)
        return tuple(each for each in kept if (each.source, each.message) not in told)


def read(folder: str | Path = ".") -> Publication:
    """Read a folder that holds `manuscript/` and, where it brings voices, `voices/`.

    Raises InputError with every fault of every file at once, each with its file, line and column.
    """
    root = Path(folder).expanduser().resolve()
    return manuscript.read(root, engines=engines.names(), editions=making.names())


def plan(publication: Publication, *, voice: str | None = None, cache: Path | None = None) -> Outlook:
    """Say what a narration would be; speaks nothing and loads no model.

    `voice` has everything said by one of the publication's voices; `cache` is the store's folder. Raises InputError
    where there is no such voice.
    """
    from cjpublish.narrating import outlook

    publication = _with_voice(publication, voice)
    return outlook(publication, making.encodings(making.loaded(publication.editions)), Store(cache))


def build(
    publication: Publication,
    *,
    names: Sequence[str] = (),
    voice: str | None = None,
    out: Path | None = None,
    cache: Path | None = None,
    jobs: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
) -> Result:
    """Make editions of a publication in a folder, by default all that it asks for in its own `dist/`.

    `names` picks editions; `voice` has everything said by one of the publication's voices; `cache` is the store's
    folder; `jobs` is the number of worker processes, by default one a core; an `executor` of your own takes their
    place, or the workers of a `cluster` by its address, such as `dask://host:8786`. Raises InputError for what the
    publisher can mend and EngineError where a voice can't speak; either way the folder stays as it was.
    """
    store = Store(cache)
    with kept(store):
        workforce = Workforce(jobs, executor, cluster)
        return build_in(store, publication, names=names, voice=voice, out=out, workforce=workforce)


def build_in(
    store: Store,
    publication: Publication,
    *,
    names: Sequence[str],
    voice: str | None,
    out: Path | None,
    workforce: Workforce,
) -> Result:
    """Build a publication as `build` does, with a store that takes note of what is used."""
    publication = _with_voice(publication, voice)
    place = target(publication.root, out)
    wanted = asked(publication, names)
    findings, spoken, script, shown, listed = [*publication.findings], 0, None, list[Made](), None
    book = Book(publication)
    written = key = book_key(book)
    with disk_faults(place), dist.opened(place) as staging:
        if not wanted.narrated:  # else there is time enough
            foresee(publication, store)
        # First what needs no voice: a picture that can't be used comes to light before anything is spoken.
        made = make(wanted.text, book, key, staging, store, findings)
        if wanted.narrated:
            from cjpublish.narrating import narrate

            script, spoken, book = narrate(publication, making.encodings(wanted.narrated), store, workforce)
            findings += script.findings
            key = book_key(book)
            made += make(wanted.narrated, book, key, staging, store, findings)
        if wanted.site:
            shelf = on_shelf(book, made, staging)
            shown, listed = make_site(shelf, key, staging, store, findings), listing(shelf)
        if wanted.partly:
            staging.carry_over(besides=REPORT)
            findings += making.left_behind(made, staging)
        inspected = _inspected(publication, script, staging, store, written)
    seconds = sum(track.length for track in book.timeline.tracks) / book.timeline.rate if book.timeline else 0.0
    # Editions that hold the same say the same of it.
    told = tuple(dict.fromkeys(findings))
    return Result(publication.metadata.title, tuple(made), tuple(shown), listed, seconds, spoken, told, inspected)


def _inspected(
    publication: Publication, script: Plan | None, staging: dist.Staging, store: Store, written: str
) -> tuple[Finding, ...]:
    """Look at what has been made; `written` is the key of the text alone."""
    found = [each.as_row() for each in (*publication.findings, *(script.findings if script else ()))]
    parts = [written, fingerprint(publication.narration), found]
    return inspect(of_staging(publication, script, staging), staging, store, parts)


def say(publication: Publication, text: str, file: Path, *, voice: str | None = None) -> tuple[str, float]:
    """Speak a text into a WAV file in one of the publication's voices, by default the one that reads the text.

    Returns how it is said (numbers as words, the lexicon applied) and how many seconds it plays. Raises InputError
    where there is no such voice and EngineError where it can't speak.
    """
    from cjpublish.narration.sample import sample

    narration = _with_voice(publication, voice).narration
    said, speech = sample(narration, text, narration.voices[narration.text])
    if not said:
        raise InputError([Finding("nothing-to-say", Severity.ERROR, f"there is nothing to say in '{text}'")])
    with disk_faults(file), file.open("wb") as sound, wave.open(sound, "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(2)
        output.setframerate(speech.rate)
        output.writeframes(speech.pcm)
    return said, len(speech.pcm) / 2 / speech.rate


def _with_voice(publication: Publication, name: str | None) -> Publication:
    """Return the publication with everything said by one voice."""
    if name is None:
        return publication
    narration = publication.narration
    if name not in narration.voices:
        known = f"one of {', '.join(sorted(narration.voices))}"
        raise InputError([Finding("unknown-voice", Severity.ERROR, f"there is no voice '{name}'", fix=known)])
    narration = replace(narration, text=name, headings=name, quotes=name, descriptions=name)
    chapters = tuple(replace(chapter, voice=None) for chapter in publication.reading_order)
    voices = heard(narration, ())
    metadata = replace(publication.metadata, narrators=narrators(voices))
    title_page = pages.title_page(metadata, voices)
    chapters = tuple(title_page if chapter.id == title_page.id else chapter for chapter in chapters)
    return replace(publication, metadata=metadata, narration=narration, reading_order=chapters)


def target(root: Path, out: Path | None) -> Path:
    """Return the folder for results; refuse one whose change could touch the manuscript."""
    place = (out or root / "dist").expanduser().resolve()
    sources = [root / "manuscript", root / "voices"]
    if root.is_relative_to(place) or any(place.is_relative_to(source) for source in sources):
        fix = "name a folder that holds nothing but results, such as dist"
        message = "results can't go here: the manuscript is here too"
        raise InputError([Finding("out", Severity.ERROR, message, Source(str(place)), fix)])
    return place
