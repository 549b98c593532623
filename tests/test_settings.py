"""What publication.yaml, images.yaml, the voices and the lexicons may say."""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cjpublish import settings
from cjpublish.errors import Finding, Severity, Source
from cjpublish.model import Accessibility, LexiconEntry, Voice
from cjpublish.settings import Passage, Settings, alt_findings
from cjpublish.settings.narration import heard, narrators
from cjpublish.settings.rules import day, instant, language, moment, uri

ENGINES = ("piper", "espeak", "gtts", "silence")
EDITIONS = ("epub", "m4b", "mp3", "timeline")
Folder = Mapping[str, str | bytes]
PUBLICATION = "manuscript/publication.yaml"
IMAGES = "manuscript/images/images.yaml"
CHAPTER = {"manuscript/01.md": "# One\n"}
PLAIN = {**CHAPTER, PUBLICATION: "title: A Garden\nlanguage: en\n"}

Write = Callable[[Folder], Path]


def png() -> bytes:
    """Return a PNG image of one grey pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    image = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + image


PNG = png()


@pytest.fixture
def folder(tmp_path: Path) -> Write:
    """Return a function that writes a publication's folder."""

    def write(files: Folder) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


def load(root: Path) -> tuple[Settings | None, list[Finding]]:
    findings: list[Finding] = []
    return settings.load(root, findings, engines=ENGINES, editions=EDITIONS), findings


def sound(root: Path) -> Settings:
    found, findings = load(root)
    assert findings == []
    assert found is not None
    return found


def told(root: Path) -> list[str]:
    return [str(finding).replace("\n    hint: ", " | ") for finding in load(root)[1]]


def alt(text: str) -> str:
    return f"x.png:\n  alt: {text}\n"


# --- what is right ----------------------------------------------------------------------------------------------------


def test_a_title_and_a_chapter_are_enough(folder: Write) -> None:
    found = sound(folder({**PLAIN, "manuscript/10.md": "", "manuscript/2.md": "", "manuscript/part/3.md": ""}))
    metadata = found.metadata
    assert (metadata.title, metadata.language, metadata.slug) == ("A Garden", "en", "a-garden")
    assert (metadata.subtitle, metadata.publisher, metadata.date, metadata.rights) == (None, None, None, None)
    assert (metadata.authors, metadata.subjects, metadata.cover) == ((), (), None)
    assert metadata.cover_alt == "Cover: A Garden."
    assert metadata.accessibility == Accessibility(None, ("none",), None)
    assert narrators(heard(found.narration, ())) == ("Piper en_US-joe-medium (synthetic voice)",)
    assert [file.name for file in found.chapters] == ["01.md", "10.md", "2.md"]
    assert all(file.is_absolute() for file in found.chapters)
    assert found.content_note is None
    assert found.pictures == {}
    assert found.editions == ("epub", "m4b", "mp3", "timeline")
    told = found.narration
    assert told.voices == {"narrator": Voice("narrator", "piper", "en_US-joe-medium", "en")}
    assert {told.text, told.headings, told.quotes, told.descriptions} == {"narrator"}
    assert (told.notes, told.loudness, told.sample_rate, told.pauses) == ("chapter-end", "podcast", 22050, ())
    assert told.lexicons == ()


EVERYTHING = """\
title: "The Garden:  a year"
subtitle: From spring
  to winter
authors: [A. Writer, B. Gärtner]
language: pt-BR
publisher: A Press
date: 2026-11
modified: 2026-11-24T10:00:00+02:00
identifier: urn:isbn:9780000000002
rights: CC0
source: A notebook
subjects: [Gardens, Water]
description: >
  Two lines
  of it.
cover: images/cover.png
slug: garden-year
content_note: |
  This tells of **frost**.
accessibility:
  summary: The narration is a synthetic voice.
  hazards: [noFlashingHazard, noSoundHazard]
  certifier: A Reader
narration:
  text: reader
  headings: caller
  quotes: caller
  descriptions: reader
  notes: skip
  loudness: acx
  sample_rate: 48000
  pauses: {paragraph: 700, head: 0, tail: 10000}
editions: [epub, mp3]
chapters: [2.md, part/1.md]
"""


READER = "engine: espeak\nvoice: pt\nrate: 0.9\npitch: 1.1\nrevision: 2\npauses: {item: 5}\n"
LEXICON = "Gärtner: gert-ner\nphở: /fəː/\nUS: {respelling: u s, ipa: /u/, case: exact}\n"


def test_every_key_is_taken(folder: Write) -> None:
    found = sound(
        folder(
            {
                PUBLICATION: EVERYTHING,
                "manuscript/2.md": "",
                "manuscript/part/1.md": "",
                "manuscript/images/cover.png": PNG,
                "manuscript/images/line.png": PNG,
                IMAGES: """\
images/cover.png:
  alt: A path between two beds.
  caption: The *two* beds.
  credit: Drawn for this book.
  description: |
    A path
    between beds.
  license: CC0
line.png: {decorative: yes}
""",
                "voices/reader.yaml": READER,
                "voices/caller.yaml": "engine: gtts\nlanguage: en\n",
                "voices/lexicon.pt.yaml": LEXICON,
            }
        )
    )
    metadata = found.metadata
    named = narrators(heard(found.narration, ()))
    assert named == ("Espeak pt (synthetic voice)", "Gtts en (synthetic voice)")
    assert metadata == replace(
        metadata,
        title="The Garden: a year",
        subtitle="From spring to winter",
        authors=("A. Writer", "B. Gärtner"),
        language="pt-BR",
        publisher="A Press",
        date="2026-11",
        modified="2026-11-24T08:00:00Z",
        identifier="urn:isbn:9780000000002",
        rights="CC0",
        source="A notebook",
        subjects=("Gardens", "Water"),
        description="Two lines of it.",
        cover="images/cover.png",
        cover_alt="A path between two beds.",
        slug="garden-year",
        accessibility=Accessibility(
            "The narration is a synthetic voice.", ("noFlashingHazard", "noSoundHazard"), "A Reader"
        ),
    )
    assert found.content_note == Passage("This tells of **frost**.\n", Source(PUBLICATION, 19, 3))
    assert [file.name for file in found.chapters] == ["2.md", "1.md"]
    assert found.editions == ("epub", "mp3", "timeline")
    told = found.narration
    assert (told.text, told.headings, told.quotes, told.descriptions) == ("reader", "caller", "caller", "reader")
    assert (told.notes, told.loudness, told.sample_rate) == ("skip", "acx", 48000)
    assert dict(told.pauses) == {"paragraph": 700, "head": 0, "tail": 10000}
    place = Source("voices/reader.yaml", 1, 1)
    assert told.voices["reader"] == Voice(
        "reader", "espeak", "pt", "pt-BR", 0.9, 1.1, 2, pauses=(("item", 5),), source=place
    )
    assert told.voices["caller"].language == "en"
    assert [lexicon.language for lexicon in told.lexicons] == ["pt"]
    assert told.lexicons[0].entries == (
        LexiconEntry("Gärtner", "gert-ner", source=Source("voices/lexicon.pt.yaml", 1, 10)),
        LexiconEntry("phở", ipa="fəː", source=Source("voices/lexicon.pt.yaml", 2, 6)),
        LexiconEntry("US", "u s", "u", True, Source("voices/lexicon.pt.yaml", 3, 1)),
    )
    cover = found.pictures["images/cover.png"]
    assert cover.description == Passage("A path\nbetween beds.\n", Source(IMAGES, 6, 5))
    assert cover.caption == Passage("The *two* beds.", Source(IMAGES, 3, 12))
    assert (cover.license, cover.decorative, cover.source) == ("CC0", False, Source(IMAGES, 1, 1))
    assert found.pictures["images/line.png"].decorative


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The Kitchen Garden", "the-kitchen-garden"),
        ("Cambodia’s Children", "cambodias-children"),
        ("Straße & Über—Fluß", "strasse-uber-fluss"),
        ("  ¿Qué?  ", "que"),
        ("16–17", "16-17"),
        ("សួនច្បារ", "publication"),
        ("!!!", "publication"),
        ("word " * 20, "-".join(["word"] * 12)),
        ("w" * 80, "w" * 60),
    ],
)
def test_a_slug_is_derived_from_the_title(title: str, slug: str, folder: Write) -> None:
    text = yaml.safe_dump({"title": title, "language": "en"}, allow_unicode=True)
    assert sound(folder({**CHAPTER, PUBLICATION: text})).metadata.slug == slug


def test_an_identifier_depends_on_title_and_authors_alone(folder: Write) -> None:
    def identifier(text: str) -> str:
        return sound(folder({**CHAPTER, PUBLICATION: text})).metadata.identifier

    first = identifier("title: A Garden\nauthors: [A, B]\nlanguage: en\n")
    assert first == "urn:uuid:372bd9f1-ecb1-571b-86f1-07e7b810d843"
    assert identifier("language: en-GB\nauthors: [A, B]\ntitle: 'A  Garden'\nnarration: {}\nrights: x\n") == first
    assert identifier("title: A Garden\nauthors: [A]\nlanguage: en\n") != first


class TestModified:
    """When a publication was last changed."""

    def test_source_date_epoch_comes_before_the_files(self, folder: Write, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
        assert sound(folder(PLAIN)).metadata.modified == "1970-01-02T00:00:00Z"

    def test_the_newest_file_of_manuscript_and_voices_counts(
        self, folder: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        others: Folder = {"voices/a.yaml": "engine: piper\n", "dist/x": "", "manuscript/.hidden": ""}
        root = folder({**PLAIN, **others})
        times = {"manuscript/01.md": 10, PUBLICATION: 20, "voices/a.yaml": 30, "dist/x": 40, "manuscript/.hidden": 50}
        for name, seconds in times.items():
            os.utime(root / name, (seconds, seconds))
        assert sound(root).metadata.modified == "1970-01-01T00:00:30Z"

    @pytest.mark.parametrize("epoch", ["soon", "-5", "1" * 12, "٣"])
    def test_a_senseless_source_date_epoch_is_told(
        self, epoch: str, folder: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert told(folder(PLAIN)) == [
            f"SOURCE_DATE_EPOCH: error: '{epoch}' is not a number of seconds | "
            "set it to seconds since 1970, or unset it"
        ]


def test_the_only_voice_reads_whatever_its_name(folder: Write) -> None:
    narration = sound(folder({**PLAIN, "voices/zoe.yaml": "engine: espeak\n"})).narration
    assert (narration.text, narration.headings) == ("zoe", "zoe")


def test_the_narrator_reads_before_voices_of_earlier_names(folder: Write) -> None:
    voices: Folder = {"voices/adam.yaml": "engine: espeak\n", "voices/narrator.yaml": "engine: espeak\n"}
    assert sound(folder({**PLAIN, **voices})).narration.text == "narrator"


def test_the_text_s_voice_says_what_no_other_is_named_for(folder: Write) -> None:
    files: Folder = {f"voices/{name}.yaml": "engine: espeak\n" for name in ("adam", "beth")}
    publication = "title: x\nlanguage: en\nnarration: {text: beth, quotes: adam}\n"
    narration = sound(folder({**CHAPTER, **files, PUBLICATION: publication})).narration
    assert (narration.headings, narration.quotes, narration.descriptions) == ("beth", "adam", "beth")


def test_another_language_without_a_voice_is_read_by_a_draft_voice_and_told(folder: Write) -> None:
    found, findings = load(folder({**CHAPTER, PUBLICATION: "title: x\nlanguage: km\n"}))
    assert found is not None
    assert found.narration.voices["narrator"] == Voice("narrator", "espeak", "", "km")
    assert narrators(heard(found.narration, ())) == ("Espeak km (synthetic voice)",)
    assert [str(each) for each in findings] == [
        f"{PUBLICATION}:2:11: warning: there is no voice for 'km' in voices/, so a draft voice reads\n"
        "    hint: add voices/narrator.yaml with an engine and voice for the language"
    ]


def test_the_acx_profile_asks_for_its_own_sample_rate(folder: Write) -> None:
    publication = "title: x\nlanguage: en\nnarration: {loudness: acx}\n"
    assert sound(folder({**CHAPTER, PUBLICATION: publication})).narration.sample_rate == 44100


def test_the_norwegian_language_is_no_boolean(folder: Write) -> None:
    publication = "title: x\nlanguage: no\nnarration:\n"
    files: Folder = {**CHAPTER, PUBLICATION: publication, "voices/a.yaml": "engine: espeak\n"}
    found = sound(folder(files))
    assert (found.metadata.language, found.narration.voices["a"].language) == ("no", "no")


MODEL_FILES: Folder = {**PLAIN, "voices/models/x.onnx": b"model", "voices/models/x.onnx.json": b"{}"}


class TestModels:
    """A voice that is a path to a Piper model."""

    MODEL = hashlib.sha256(b"model").hexdigest()
    CONFIG = hashlib.sha256(b"{}").hexdigest()

    def test_a_path_begins_in_the_folder_of_voices(self, folder: Write) -> None:
        voice = (
            f"engine: piper\nvoice: models/x.onnx\nmodel_sha256: {self.MODEL.upper()}\nconfig_sha256: {self.CONFIG}\n"
        )
        root = folder({**MODEL_FILES, "voices/a.yaml": voice})
        found = sound(root)
        assert found.narration.voices["a"].voice == str((root / "voices/models/x.onnx").resolve())
        assert found.narration.voices["a"].model_sha256 == self.MODEL
        assert narrators(heard(found.narration, ())) == ("Piper x (synthetic voice)",)

    def test_missing_hashes_are_told_with_those_of_the_files(self, folder: Write) -> None:
        root = folder({**MODEL_FILES, "voices/a.yaml": "engine: piper\nvoice: models/x.onnx\n"})
        assert told(root) == [
            f"voices/a.yaml:2:8: error: '{key}' is missing: a model is code, so its files are made sure of | "
            f"if you trust the file, add `{key}: {value}`"
            for key, value in (("model_sha256", self.MODEL), ("config_sha256", self.CONFIG))
        ]

    def test_missing_files_are_told(self, folder: Write) -> None:
        hint = "a Piper model is two files, NAME.onnx and NAME.onnx.json; the path begins in voices/"
        root = folder({**PLAIN, "voices/a.yaml": "engine: piper\nvoice: y.onnx\n"})
        assert told(root) == [
            f"voices/a.yaml:2:8: error: '{name}' is missing | {hint}" for name in ("y.onnx", "y.onnx.json")
        ]


# --- what is wrong ----------------------------------------------------------------------------------------------------

TAG = "write a BCP 47 tag, such as en, km or pt-BR"
DATE = "write it as 2026-11-24, 2026-11 or 2026"
MOMENT = "write it as 2026-11-24 or 2026-11-24T08:00:00Z"
RATIO = "write 1 for the engine's own, 2 for twice as much"
MS = "write milliseconds, from 0 to 10000"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("titel: x", "3:1: error: unknown key 'titel' | did you mean 'title'?"),
        ("title: x", "3:1: error: 'title' is here twice | the first is in line 1"),
        ("authors: [A, '']", "3:1: error: 'authors' has an empty item | delete the empty item"),
        ("date: 2026-13", f"3:7: error: 'date' is not a date: '2026-13' | {DATE}"),
        ("date: 2026-02-30", f"3:7: error: 'date' is not a date: '2026-02-30' | {DATE}"),
        ("date: 24 November 2026", f"3:7: error: 'date' is not a date: '24 November 2026' | {DATE}"),
        ("modified: yesterday", f"3:11: error: 'modified' is not a date: 'yesterday' | {MOMENT}"),
        (
            "identifier: 978-0",
            "3:13: error: 'identifier' is not a URI: '978-0' | write it with its scheme, such as "
            "urn:isbn:9780000000002 or https://…",
        ),
        (
            "slug: My Book",
            "3:7: error: 'slug' is not a slug: 'My Book' | write lower-case letters a to z, digits and single hyphens",
        ),
        ("content_note: ''", "3:15: error: 'content_note' is empty | write the note, or delete the line"),
        (
            "accessibility: {summary: " + "x" * 500 + "}",
            "3:26: error: 'summary' has 500 characters | write one to 499 characters",
        ),
        (
            "accessibility: {hazards: [none, sound]}",
            "3:17: error: 'hazards' has 'none', which stands alone | write `none` alone, or one value for each kind",
        ),
        (
            "accessibility: {hazards: [sound, noSoundHazard]}",
            "3:17: error: 'hazards' says two things about one hazard | write `none` alone, or one value for each kind",
        ),
        (
            "accessibility: {hazards: [noSoundHazards]}",
            "3:27: error: 'noSoundHazards' is not known here | did you mean 'noSoundHazard'?",
        ),
        (
            "narration: {text: narator}",
            "3:19: error: there is no voice 'narator' in voices/ | did you mean 'narrator'?",
        ),
        ("narration: {notes: skipped}", "3:20: error: 'skipped' is not known here | did you mean 'skip'?"),
        ("narration: {loudness: loud}", "3:23: error: 'loud' is not known here | one of podcast, acx, broadcast"),
        (
            "narration: {sample_rate: 8000}",
            "3:26: error: 'sample_rate' can't be 8000 | one of 22050, 24000, 44100, 48000",
        ),
        (
            "narration: {pauses: {item: 10001}}",
            f"3:28: error: 'item' is 10001, which is not between 0 and 10000 milliseconds | {MS}",
        ),
        ("narration: {pauses: {itm: 5}}", "3:22: error: unknown key 'itm' | did you mean 'item'?"),
        ("editions: [epub, m4a]", "3:18: error: there is no edition 'm4a' | did you mean 'm4b'?"),
        ("editions: pdf", "3:11: error: there is no edition 'pdf' | one of epub, m4b, mp3, timeline"),
        ("chapters: [01.md, 02.md]", "3:19: error: '02.md' is missing | did you mean '01.md'?"),
        ("chapters: [01.md, ./01.md]", "3:19: error: './01.md' is listed twice | delete one of the two"),
        ("chapters: [01.md, a/../01.md]", "3:19: error: 'a/../01.md' is listed twice | delete one of the two"),
        ("chapters: [01.md, ../x.md]", "3:19: error: '../x.md' lies outside manuscript/ | put the file there"),
        ("chapters: [01.md, /etc/passwd]", "3:19: error: '/etc/passwd' lies outside manuscript/ | put the file there"),
        ("cover: images/y.png", "3:8: error: the cover 'images/y.png' is missing | did you mean 'images/x.png'?"),
        ("cover: x.png", "3:8: error: the cover 'x.png' is missing | did you mean 'images/x.png'?"),
        (
            "cover: top.png",
            "3:8: error: the cover 'top.png' lies outside manuscript/images/ | "
            "put it there, and write images/ before its name",
        ),
        (
            "cover: images/x.png",
            "3:8: error: the cover has no alternative text | describe it in images/images.yaml: `x.png: {alt: …}`",
        ),
    ],
)
def test_a_fault_in_publication_yaml_is_told_at_its_place(line: str, expected: str, folder: Write) -> None:
    files: Folder = {
        "manuscript/images/x.png": PNG,
        "manuscript/top.png": PNG,
        PUBLICATION: f"title: x\nlanguage: en\n{line}\n",
    }
    assert told(folder({**CHAPTER, **files})) == [f"{PUBLICATION}:{expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("language: en\n", "1:1: error: 'title' is missing | add a line `title: …`"),
        ("title: ' '\nlanguage: en\n", "1:8: error: 'title' is empty | write the title behind the colon"),
        ("title: x\nlanguage: english\n", f"2:11: error: 'language' is not a language tag: 'english' | {TAG}"),
        ("title: x\n", "1:1: warning: 'language' is missing; English is taken | add a line `language: en`"),
        ("title: x\nlanguage:\n", "1:1: warning: 'language' is missing; English is taken | add a line `language: en`"),
    ],
)
def test_title_and_language_are_asked_for(text: str, expected: str, folder: Write) -> None:
    assert told(folder({**CHAPTER, PUBLICATION: text})) == [f"{PUBLICATION}:{expected}"]


KEEP = "keep either `decorative: true` or what is said about it"
SHORTEN = "shorten it to 150 characters and put the rest into `description:`"
MISSING_ALT = "add `alt:` with what it tells, or `decorative: true` where it tells nothing"
SAY = "say what the picture tells"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x.png:\n  credit: me\n", f"1:1: error: 'images/x.png' has no alternative text | {MISSING_ALT}"),
        ("x.png:\n  alt: [A, B]\n", "2:8: error: expected one value, found a list"),
        ("x.png: A path.\n", "1:8: error: expected lines of `key: value`, found 'A path.'"),
        (alt("A garden path.") + "  captoin: A\n", "3:3: error: unknown key 'captoin' | did you mean 'caption'?"),
        ("xx.png: {alt: A garden path.}\n", "1:1: error: 'images/xx.png' is missing | did you mean 'images/x.png'?"),
        ("X.png: {alt: A garden path.}\n", "1:1: error: 'images/X.png' is missing | did you mean 'images/x.png'?"),
        ("../x.png: {decorative: yes}\n", "1:1: error: '../x.png' lies outside manuscript/images/ | put it there"),
        (
            "x.png: {decorative: yes}\nimages/x.png: {decorative: yes}\n",
            "2:1: error: 'images/x.png' is here twice | the first is in line 1",
        ),
        (
            "x.png: {decorative: yes, alt: A garden path.}\n",
            f"1:31: error: a decorative picture has no alternative text | {KEEP}",
        ),
        (
            "x.png: {decorative: yes, description: A path.}\n",
            f"1:39: error: a decorative picture has no long description | {KEEP}",
        ),
        (alt("x.png"), f"2:8: error: this alternative text is a file name | {SAY}"),
        (alt("''"), f"2:8: error: this alternative text says nothing | {SAY}, in a sentence"),
        (alt("An image."), f"2:8: error: this alternative text says nothing | {SAY}, in a sentence"),
        (
            alt("Bar chart of rain by month."),
            "2:8: error: this alternative text is of a chart, diagram or map, which needs a long description too | add "
            "`description:` with all that can be read from it",
        ),
        (
            alt("Photo of a garden path."),
            "2:8: warning: this alternative text says that it is an image, which readers are told anyway | begin with "
            "what it shows",
        ),
        (
            alt("A" * 150 + " b c."),
            f"2:8: warning: this alternative text is long: 155 characters | {SHORTEN}",
        ),
        (
            alt("A" * 250 + " b c."),
            f"2:8: warning: this alternative text is far too long: 255 characters | {SHORTEN}",
        ),
        (
            alt("A garden path.") + "  caption: a  garden path\n",
            "2:8: warning: this alternative text repeats the caption | say what the caption does not",
        ),
        (alt("A path."), f"2:8: warning: this alternative text has under three words | {SAY}, in a sentence"),
        (
            alt("A garden path"),
            "2:8: warning: this alternative text ends without a full stop | end it with one: voices pause there",
        ),
        (
            alt("A garden path.") + "y.png: {alt: a garden path.}\n",
            "3:14: warning: this is the alternative text of 'images/x.png' too | say what sets the two apart",
        ),
    ],
)
def test_a_fault_in_images_yaml_is_told_at_its_place(text: str, expected: str, folder: Write) -> None:
    files: Folder = {"manuscript/images/x.png": PNG, "manuscript/images/y.png": PNG, IMAGES: text}
    assert told(folder({**PLAIN, **files})) == [f"{IMAGES}:{expected}"]


@pytest.mark.parametrize(
    "text",
    [
        "A girl reads a map at a table.",
        "Rice fields after rain, with a chart on the wall.",
        "A sign says “Stop.”",
        "Two beds (north and south).",
        "ផ្លូវមួយនៅក្នុងសួន។",
        "庭の小道。",
    ],
)
def test_good_alternative_text_is_left_alone(text: str) -> None:
    assert alt_findings(text, Source("x"), described=False) == []


@pytest.mark.parametrize(
    "text", ["IMG_2041", "DSC 0012", "garden_path_final", "my photo.jpeg", "Path-2019", "path-2019."]
)
def test_the_name_of_a_file_is_no_alternative_text(text: str) -> None:
    found = alt_findings(text, Source("x"), described=False, path="images/path-2019.jpg")
    assert [each.message for each in found] == ["this alternative text is a file name"]


@pytest.mark.parametrize(
    "text", ["Placeholder", "todo", "Figure 3.", "photo", "XXX", "the picture", "alt text here", "N/A"]
)
def test_a_placeholder_is_no_alternative_text(text: str) -> None:
    found = alt_findings(text, Source("x"), described=True)
    assert [(each.message, each.severity) for each in found] == [("this alternative text says nothing", Severity.ERROR)]


def test_a_picture_without_an_entry_is_fine_until_it_is_used(folder: Write) -> None:
    assert sound(folder({**PLAIN, "manuscript/images/x.png": PNG})).pictures == {}


def test_a_missing_alternative_text_is_told_once_and_not_at_each_place(folder: Write) -> None:
    found, findings = load(folder({**PLAIN, "manuscript/images/x.png": PNG, IMAGES: "x.png: {credit: me}\n"}))
    assert len(findings) == 1
    assert found is not None
    assert found.pictures["images/x.png"].alt is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("engin: piper\n", "1:1: error: unknown key 'engin' | did you mean 'engine'?"),
        ("engine: pipper\n", "1:9: error: there is no engine 'pipper' | did you mean 'piper'?"),
        ("engine: piper\nlanguage: english\n", f"2:11: error: 'language' is not a language tag: 'english' | {TAG}"),
        ("engine: piper\nlanguage: en_US\n", f"2:11: error: 'language' is not a language tag: 'en_US' | {TAG}"),
        ("engine: piper\nrate: fast\n", "2:7: error: expected a number, found 'fast'"),
        (
            "engine: piper\nrate: 9\n",
            f"2:7: error: 'rate' is 9, which is not between 0.25 and 4 | {RATIO}",
        ),
        (
            "engine: piper\npitch: 0\n",
            f"2:8: error: 'pitch' is 0, which is not between 0.25 and 4 | {RATIO}",
        ),
        ("engine: piper\nrevision: -1\n", "2:11: error: 'revision' is -1, which is below 0 | count up from 0"),
        (
            "engine: piper\nmodel_sha256: abc\n",
            "2:15: error: 'model_sha256' is not a SHA-256, which has 64 digits and letters a to f | "
            "delete the line to be told the file's",
        ),
        (
            "engine: piper\npauses: {tail: -1}\n",
            f"2:16: error: 'tail' is -1, which is not between 0 and 10000 milliseconds | {MS}",
        ),
    ],
)
def test_a_fault_in_a_voice_is_told_once_although_the_voice_is_asked_for(
    text: str, expected: str, folder: Write
) -> None:
    publication = "title: x\nlanguage: en\nnarration: {text: a}\n"
    assert told(folder({**CHAPTER, PUBLICATION: publication, "voices/a.yaml": text}))[0] == f"voices/a.yaml:{expected}"
    assert not any(each.startswith(PUBLICATION) for each in told(folder({})))


PRONUNCIATION = "write `word: how to say it`, or `word: /ipa/`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: ''\n", f"1:4: error: 'a' has no pronunciation | {PRONUNCIATION}"),
        ("a:\n", "1:3: error: expected some text, found nothing"),
        ("a: {case: exact}\n", f"1:1: error: 'a' has no pronunciation | {PRONUNCIATION}"),
        ("a: {case: exakt, respelling: b}\n", "1:11: error: 'exakt' is not known here | did you mean 'exact'?"),
        ("a: 123\n", "1:4: error: '123' is no respelling | write it in letters, as it would be spelt"),
        ("' ': b\n", "1:6: error: '' is no written word | write a word with a letter or a digit in it"),
        ("'—': dash\n", "1:6: error: '—' is no written word | write a word with a letter or a digit in it"),
        ("a: '[[b]]'\n", f"1:4: error: the pronunciation of 'a' holds a slash or square bracket | {PRONUNCIATION}"),
        ("a: /b\n", f"1:4: error: the pronunciation of 'a' holds a slash or square bracket | {PRONUNCIATION}"),
        ("Svay: b\nSvay: c\n", "2:1: error: 'Svay' is here twice | the first is in line 1"),
        (
            "Svay: b\nsvay: c\n",
            "2:7: error: 'svay' is here twice, as upper and lower case are alike here | the first is in line 1; `case: "
            "exact` tells them apart",
        ),
    ],
)
def test_a_fault_in_a_lexicon_is_told_at_its_place(text: str, expected: str, folder: Write) -> None:
    assert told(folder({**PLAIN, "voices/lexicon.en.yaml": text})) == [f"voices/lexicon.en.yaml:{expected}"]


def test_case_tells_two_entries_apart(folder: Write) -> None:
    lexicon = "us: uss\nUS: {respelling: you ess, case: exact}\nUs: {respelling: oos, case: exact}\n"
    assert len(sound(folder({**PLAIN, "voices/lexicon.en.yaml": lexicon})).narration.lexicons[0].entries) == 3


def test_a_lexicon_of_nothing_but_comments_is_empty(folder: Write) -> None:
    lexicons = sound(folder({**PLAIN, "voices/lexicon.en.yaml": "# none yet\n"})).narration.lexicons
    assert [(each.language, each.entries) for each in lexicons] == [("en", ())]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("voices/a.yml", "voices/a.yml: error: this file is not read | rename it to a.yaml"),
        (
            "manuscript/images/images.yml",
            "manuscript/images/images.yml: error: this file is not read | rename it to images.yaml",
        ),
        (
            "voices/lexicon.yaml",
            f"voices/lexicon.yaml: error: a lexicon's name is lexicon.LANGUAGE.yaml | {TAG} for the language",
        ),
        (
            "voices/lexicon.english.yaml",
            f"voices/lexicon.english.yaml: error: a lexicon's name is lexicon.LANGUAGE.yaml | {TAG} for the language",
        ),
    ],
)
def test_a_file_of_a_wrong_name_is_not_passed_over_in_silence(name: str, expected: str, folder: Write) -> None:
    assert told(folder({**PLAIN, name: "engine: piper\n"})) == [expected]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {},
            "error: there is no folder `manuscript` here | "
            "`cjpublish new DIR` makes a folder to start from; `--folder DIR` names another",
        ),
        (
            {"publication.yaml": "title: x"},
            "error: there is no folder `manuscript` here | this looks like a manuscript folder: run the command in the "
            "folder above it",
        ),
    ],
)
def test_a_folder_without_a_manuscript_says_how_to_begin(files: Folder, expected: str, folder: Write) -> None:
    root = folder(files)
    assert told(root) == [f"{root}: {expected}"]
    assert load(root)[0] is None


def test_a_missing_publication_yaml_is_told(folder: Write) -> None:
    assert told(folder(CHAPTER)) == [
        f"{PUBLICATION}: error: this file is missing | write it: a text file with lines of `key: value`"
    ]


def test_an_empty_publication_yaml_is_told(folder: Write) -> None:
    expected = f"{PUBLICATION}:1:1: error: nothing is written here | begin with `title: …`"
    assert told(folder({**CHAPTER, PUBLICATION: "# later\n"}))[0] == expected


def test_a_manuscript_without_a_chapter_is_told(folder: Write) -> None:
    assert told(folder({PUBLICATION: PLAIN[PUBLICATION]})) == [
        "manuscript: error: there is no chapter | write `# Title` and some text into manuscript/01-first.md"
    ]


def test_a_chapter_that_is_not_listed_is_told(folder: Write) -> None:
    publication = "title: x\nlanguage: en\nchapters: [01.md]\n"
    assert told(folder({**CHAPTER, "manuscript/draft.md": "", PUBLICATION: publication})) == [
        "manuscript/draft.md: warning: this file is not listed under `chapters` and is left out | "
        "list it there, or move it elsewhere"
    ]


def test_a_readme_is_no_chapter_unless_it_is_listed(folder: Write) -> None:
    root = folder({**PLAIN, "manuscript/README.md": "", "manuscript/._01.md": ""})
    found, findings = load(root)
    assert found is not None
    assert [file.name for file in found.chapters] == ["01.md"]
    assert [(each.severity, str(each.source)) for each in findings] == [(Severity.NOTE, "manuscript/README.md")]
    listed = sound(folder({PUBLICATION: "title: x\nlanguage: en\nchapters: [README.md, 01.md]\n"}))
    assert [file.name for file in listed.chapters] == ["README.md", "01.md"]


def test_a_link_that_leads_out_of_the_manuscript_is_refused(folder: Write) -> None:
    root = folder({**CHAPTER, "secret.md": "", PUBLICATION: "title: x\nlanguage: en\nchapters: [01.md, in.md]\n"})
    (root / "manuscript/in.md").symlink_to(root / "secret.md")
    assert told(root)[0] == f"{PUBLICATION}:3:19: error: 'in.md' lies outside manuscript/ | put the file there"


def test_faults_of_all_files_are_told_at_once_and_the_rest_is_still_read(folder: Write) -> None:
    root = folder(
        {
            **CHAPTER,
            PUBLICATION: "titel: x\nlanguage: en\ncover: images/n.png\nchapters: [01.md, 2.md]\n"
            "narration: {quotes: b}\n",
            IMAGES: "x.png:\n  alt: A garden path.\n  captoin: A path.\n",
            "manuscript/images/x.png": PNG,
            "voices/a.yaml": "engine: pipper\n",
            "voices/lexicon.en.yaml": "a: [b]\n",
        }
    )
    found, findings = load(root)
    assert [(str(each.source), each.code) for each in findings] == [
        (f"{PUBLICATION}:1:1", "unknown-key"),
        (f"{PUBLICATION}:1:1", "missing-key"),
        (f"{IMAGES}:3:3", "unknown-key"),
        ("voices/a.yaml:1:9", "unknown-engine"),
        ("voices/lexicon.en.yaml:1:4", "wrong-type"),
        (f"{PUBLICATION}:5:21", "unknown-voice"),
        (f"{PUBLICATION}:3:8", "missing-file"),
        (f"{PUBLICATION}:4:19", "missing-file"),
    ]
    assert found is not None
    assert [file.name for file in found.chapters] == ["01.md"]
    assert found.pictures["images/x.png"].alt == Passage("A garden path.", Source(IMAGES, 2, 8))


@pytest.mark.parametrize("name", [PUBLICATION, IMAGES])
def test_a_file_that_cannot_be_read_at_all_ends_it_after_the_others_were_read(name: str, folder: Write) -> None:
    found, findings = load(folder({**PLAIN, "voices/a.yaml": "engin: x\n", name: "a: b: c\n"}))
    assert found is None
    assert {str(each.source).split(":")[0] for each in findings} == {name, "voices/a.yaml"}


# --- rules ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tag", ["en", "km", "no", "pt-BR", "zh-Hant-TW", "de-CH-1996", "sr-Latn", "es-419", "en-x-plain", "x-own", "zh-yue"]
)
def test_language_tags_of_bcp_47_are_taken(tag: str) -> None:
    assert language(tag) is None
    assert language(tag.upper()) is None


@pytest.mark.parametrize(
    "tag", ["", "e", "en_US", "english", "en-", "-en", "en--US", "en US", "de-1", "en\n", "ﬁ", "eſ"]
)
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    assert language(tag) is not None


@pytest.mark.parametrize("text", ["2026", "2026-11", "2026-11-24", "2024-02-29"])
def test_dates_of_iso_8601_are_taken(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "26", "0000", "20261124", "2026-W48", "2026-W48-2", "2026-1", "2026-02-29", "2026-11-24T08:00", "２０２６"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert day(text) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-24", "2026-11-24T00:00:00Z"),
        ("2026-11-24T08:00", "2026-11-24T08:00:00Z"),
        ("2026-11-24 08:00:30", "2026-11-24T08:00:30Z"),
        ("2026-11-24T08:00:30.999Z", "2026-11-24T08:00:30Z"),
        ("2026-11-24T00:30:00+07:00", "2026-11-23T17:30:00Z"),
        ("0800-01-01", "0800-01-01T00:00:00Z"),
    ],
)
def test_a_moment_is_told_in_utc(text: str, expected: str) -> None:
    assert instant(text) == expected


@pytest.mark.parametrize("text", ["", "2026", "2026-11-24T25:00", "0001-01-01T00:00+10:00", "9999-12-31T23:00-05:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    assert moment(text) is not None


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("urn:isbn:9780000000002", True),
        ("https://example.org/a?b#c", True),
        ("isbn", False),
        ("a: b", False),
        ("", False),
    ],
)
def test_an_identifier_is_a_uri(text: str, good: bool) -> None:
    assert (uri(text) is None) == good


KEYS = [
    "title",
    "language",
    "authors",
    "date",
    "modified",
    "cover",
    "chapters",
    "editions",
    "narration",
    "accessibility",
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(max_size=12)
    | st.sampled_from(["en", "01.md"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "pauses", "item", "hazards", "sample_rate", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
LINES = st.dictionaries(st.sampled_from(KEYS), VALUES).map(lambda each: str(yaml.safe_dump(each, allow_unicode=True)))


@given(text=LINES | st.text(alphabet="title: en-[]{}'\"|>\n\x00.md/", max_size=40))
def test_whatever_publication_yaml_holds_is_taken_or_told_to_be_faulty(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("book")
    (root / "manuscript").mkdir()
    (root / "manuscript/01.md").write_text("# One\n")
    (root / PUBLICATION).write_text(text, encoding="utf-8")
    found, findings = load(root)
    errors = [each for each in findings if each.severity is Severity.ERROR]
    assert found is not None or errors
    assert all(each.source and each.source.path.startswith("manuscript") for each in findings)
    if found is not None and not errors:
        assert found.metadata.title.strip()
        assert found.chapters == (root / "manuscript/01.md",)
