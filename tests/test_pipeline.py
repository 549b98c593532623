"""The whole flow, spoken by the `silence` engine: what is made, what is made again, and what is left alone."""

from __future__ import annotations

import gc
import json
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest

import cjpublish
from cjpublish.audio.encode import ENCODINGS
from cjpublish.engines.silence import Silence
from cjpublish.errors import DiskError, EngineError, Finding, InputError, Severity
from cjpublish.model import Book, Speech, Voice
from cjpublish.narration import worker
from cjpublish.pipeline import Result
from cjpublish.store import Store
from conftest import CHAPTERS, PUBLICATION, Write


class Counting(ThreadPoolExecutor):
    """Runs jobs in threads and counts them by the worker's function."""

    def __init__(self) -> None:
        super().__init__(2)
        self.jobs: list[str] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.jobs.append(fn.__name__)
        return super().submit(fn, *args, **kwargs)

    def count(self) -> dict[str, int]:
        counted = {name: self.jobs.count(name) for name in ("speak", "encode")}
        self.jobs.clear()
        return counted


def build(folder: Path, executor: Executor, **options: Any) -> Result:
    publication = cjpublish.read(folder)
    return cjpublish.build(publication, cache=folder.parent / "cache", executor=executor, **options)


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Encodings(Counting):
    """Takes note of the encodings that are asked for, too."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, ...]] = set()

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if fn is worker.encode:
            self.asked.add(args[-1])
        return super().submit(fn, *args, **kwargs)


@pytest.mark.parametrize(
    ("name", "encodings"),
    [
        ("m4b", ("aac",)),
        ("captions", ()),
        ("timeline", ()),
        ("transcript", ()),
        ("guide", ()),
        *((name, ("mp3",)) for name in ("mp3", "readalong", "lpf", "audiobook", "daisy202")),
    ],
)
def test_sound_is_encoded_only_as_an_edition_takes_it(
    name: str, encodings: tuple[str, ...], publication_folder: Write
) -> None:
    folder = publication_folder()
    with Encodings() as executor:
        result = build(folder, executor, names=(name,))
        assert executor.asked == {encodings}
        assert {made.edition for made in result.made} == {name}
        alone = content(folder / "dist")
        executor.count()
        build(folder, executor)
    assert executor.count()["speak"] == 0, "what was spoken for one is there for the others"
    assert executor.asked == {encodings, tuple(each for each in ENCODINGS if each not in encodings)}
    whole = content(folder / "dist")
    assert {path: whole[path] for path in alone if path not in ("SHA256SUMS", "report.html")} == {
        path: found for path, found in alone.items() if path not in ("SHA256SUMS", "report.html")
    }


def test_what_has_to_be_spoken_anew_and_sounds_different_is_made_anew_in_all_editions(
    publication_folder: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = publication_folder()
    cache = folder.parent / "cache"
    speak = Silence.speak

    def slower(self: Silence, text: str, voice: Voice) -> Speech:
        speech = speak(self, text, voice)
        return replace(speech, pcm=speech.pcm + bytes(2 * speech.rate))

    with Counting() as executor:
        first = build(folder, executor, names=("m4b",))
        for utterance in cjpublish.plan(cjpublish.read(folder), cache=cache).plan.utterances:
            Store(cache)._path(utterance.key).unlink(missing_ok=True)
        monkeypatch.setattr(Silence, "speak", slower)
        whole = build(folder, executor)
    assert whole.seconds > first.seconds + 5
    (m4b,) = folder.glob("dist/*.m4b")
    with av.open(m4b) as container:
        assert (container.duration or 0) / av.time_base == pytest.approx(whole.seconds, abs=0.1)
    assert next(made for made in whole.made if made.edition == "m4b").fresh


def test_a_book_is_gone_when_it_has_been_built(publication_folder: Write) -> None:
    with Counting() as executor:
        build(publication_folder(), executor)
    gc.collect()
    assert not [each for each in gc.get_objects() if isinstance(each, Book)]


def test_every_edition_is_made_and_listed(publication_folder: Write) -> None:
    folder = publication_folder()
    with Counting() as executor:
        result = build(folder, executor)
    names = [str(made.path.relative_to(folder / "dist")) for made in result.made]
    chapters = ("01-title-page", "02-spring", "03-summer", "04-about-this-publication")
    assert names == [
        "the-kitchen-garden.epub",
        "the-kitchen-garden-readalong.epub",
        "the-kitchen-garden.m4b",
        *(f"the-kitchen-garden-mp3/{chapter}.mp3" for chapter in chapters),
        "the-kitchen-garden.mp3",
        "the-kitchen-garden.lpf",
        "the-kitchen-garden.audiobook",
        "the-kitchen-garden.guide.json",
        "the-kitchen-garden-daisy202.zip",
        "the-kitchen-garden.vtt",
        *(f"the-kitchen-garden-vtt/{chapter}.vtt" for chapter in chapters),
        "the-kitchen-garden.chapters.vtt",
        "the-kitchen-garden.html",
        "the-kitchen-garden.txt",
        "the-kitchen-garden.timeline.json",
    ]
    mark, *lines = (folder / "dist/SHA256SUMS").read_text().splitlines()
    assert mark.startswith("#")
    shown = [str(made.path.relative_to(folder / "dist")) for made in result.site]
    taken = [f"site/downloads/{name}" for name in names]
    assert [line.split("  ")[1] for line in lines] == sorted([*names, "report.html", *shown, *taken])
    whole = next(made for made in result.made if made.path.suffix == ".m4b")
    assert whole.seconds == pytest.approx(result.seconds)


def test_the_timeline_has_every_sentence_in_order(publication_folder: Write) -> None:
    folder = publication_folder()
    with Counting() as executor:
        build(folder, executor)
    timeline = json.loads((folder / "dist/the-kitchen-garden.timeline.json").read_text())
    spring = timeline["chapters"][1]
    assert spring["title"] == "Spring"
    said = ["Spring", "The ground is cold.", "Nothing is in a hurry.", "Notes", "Note 1.", "Nor are we."]
    assert [sentence["text"] for sentence in spring["sentences"]] == said
    times = [time for chapter in timeline["chapters"] for s in chapter["sentences"] for time in (s["begin"], s["end"])]
    assert times == sorted(times)
    assert times[-1] <= timeline["duration"]


def test_nothing_is_done_again_where_nothing_has_changed(publication_folder: Write) -> None:
    folder = publication_folder()
    with Counting() as executor:
        build(folder, executor)
        before = {path: path.stat().st_mtime_ns for path in (folder / "dist").rglob("*")}
        executor.count()
        result = build(folder, executor)
        assert executor.count() == {"speak": 0, "encode": 0}
    assert not any(made.fresh for made in result.made)
    assert {path: path.stat().st_mtime_ns for path in (folder / "dist").rglob("*")} == before


def test_an_edited_sentence_costs_one_clip_and_one_chapter(publication_folder: Write) -> None:
    folder = publication_folder()
    with Counting() as executor:
        build(folder, executor)
        executor.count()
        chapter = folder / "manuscript/01-spring.md"
        chapter.write_text(chapter.read_text().replace("cold", "warm"))
        result = build(folder, executor)
        assert executor.count() == {"speak": 1, "encode": 1}
    assert result.spoken == 1
    assert "warm" in (folder / "dist/the-kitchen-garden.timeline.json").read_text()


def test_two_builds_from_nothing_are_equal_to_the_byte(publication_folder: Write, tmp_path: Path) -> None:
    folder = publication_folder()
    with Counting() as executor:
        publication = cjpublish.read(folder)
        for name in ("one", "two"):
            cjpublish.build(publication, out=tmp_path / name, cache=tmp_path / f"cache-{name}", executor=executor)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_result_that_was_tampered_with_is_made_again(publication_folder: Write) -> None:
    folder = publication_folder()
    with Counting() as executor:
        build(folder, executor)
        before = content(folder / "dist")
        (folder / "dist/the-kitchen-garden.mp3").write_bytes(b"broken")
        build(folder, executor)
    assert content(folder / "dist") == before


def test_editions_can_be_picked_and_leave_the_others_alone(publication_folder: Write) -> None:
    folder = publication_folder()
    with Counting() as executor:
        build(folder, executor)
        before = content(folder / "dist")
        result = build(folder, executor, names=["epub"])
        assert [made.edition for made in result.made] == ["epub"]
    assert content(folder / "dist") == before


def test_an_epub_alone_speaks_nothing(publication_folder: Write) -> None:
    folder = publication_folder()
    with Counting() as executor:
        result = build(folder, executor, names=["epub"])
        assert executor.count() == {"speak": 0, "encode": 0}
    assert result.seconds == 0


def test_what_is_damaged_in_the_store_is_made_again(
    publication_folder: Write, caplog: pytest.LogCaptureFixture
) -> None:
    folder = publication_folder()
    with Counting() as executor:
        build(folder, executor)
        before = content(folder / "dist")
        for path in (folder.parent / "cache").rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes()[:-2] + b"xx")
        (folder / "dist/the-kitchen-garden.mp3").unlink()
        build(folder, executor)
    assert content(folder / "dist") == before
    assert "damaged" in caplog.text


class Failing(Silence):
    """Speaks until it meets one word."""

    def speak(self, text: str, voice: Voice) -> Speech:
        if "evening" in text:
            raise EngineError([Finding("too-tired", Severity.ERROR, "the voice is tired")])
        return super().speak(text, voice)


def test_a_voice_that_fails_leaves_dist_alone_and_keeps_what_was_spoken(
    publication_folder: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = publication_folder()
    monkeypatch.setitem(cjpublish.engines.ENGINES, "silence", f"{__name__}:Failing")
    cjpublish.narration.worker._engine.cache_clear()
    with Counting() as executor:
        with pytest.raises(EngineError) as caught:
            build(folder, executor)
        assert not (folder / "dist").exists()
        (finding,) = caught.value.findings
        assert str(finding.source).startswith("manuscript/02-summer.md:3")
        assert "run the same command again" in finding.fix
        monkeypatch.undo()
        cjpublish.narration.worker._engine.cache_clear()
        before = len(cjpublish.plan(cjpublish.read(folder), cache=folder.parent / "cache").missing)
        executor.count()
        assert build(folder, executor).spoken == before < 10
        assert executor.count()["speak"] == before


@pytest.mark.parametrize("out", [".", "..", "manuscript", "voices/x"])
def test_results_can_not_go_where_the_manuscript_is(publication_folder: Write, out: str) -> None:
    folder = publication_folder()
    before = content(folder)
    with pytest.raises(InputError, match="the manuscript is here too"):
        cjpublish.build(cjpublish.read(folder), names=["epub"], out=folder / out)
    assert content(folder) == before


def test_what_the_disk_refuses_is_an_error_with_its_place(publication_folder: Write, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    publication = cjpublish.read(publication_folder())
    with pytest.raises(DiskError) as caught:
        cjpublish.build(publication, names=["epub"], out=tmp_path / "file/dist")
    assert str(tmp_path / "file") in str(caught.value)
    with Counting() as executor, pytest.raises(DiskError):
        cjpublish.build(publication, cache=tmp_path / "file", executor=executor)


def test_a_plan_says_how_long_and_what_is_missing(publication_folder: Write) -> None:
    folder = publication_folder()
    publication = cjpublish.read(folder)
    outlook = cjpublish.plan(publication, cache=folder.parent / "cache")
    assert len(outlook.missing) == len({u.key for _, utterances in outlook.plan.documents for u in utterances})
    assert 10 < outlook.seconds < 60
    assert outlook.requests == 0
    with Counting() as executor:
        result = build(folder, executor)
    assert cjpublish.plan(publication, cache=folder.parent / "cache").missing == ()
    assert outlook.seconds == pytest.approx(result.seconds, rel=0.5)


def test_a_picture_that_can_not_be_used_is_told_before_anything_is_spoken(publication_folder: Write) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><script>1</script></svg>'
    folder = publication_folder(
        {
            "manuscript/01-spring.md": "# Spring\n\n![Plan of two beds.](images/plan.svg)\n",
            "manuscript/images/plan.svg": svg,
        }
    )
    with Counting() as executor:
        with pytest.raises(InputError, match=r"plan\.svg"):
            build(folder, executor)
        assert executor.count() == {"speak": 0, "encode": 0}
    assert not (folder / "dist").exists()


def test_a_plan_that_is_remembered_is_the_plan_that_was_made(publication_folder: Write, tmp_path: Path) -> None:
    folder = publication_folder({"voices/lexicon.en.yaml": "hurry: /hˈʌri/\n"})
    publication = cjpublish.read(folder)
    made = cjpublish.plan(publication, cache=tmp_path / "cache").plan
    assert made.findings
    assert cjpublish.plan(publication, cache=tmp_path / "cache").plan == made
    (folder / "voices/lexicon.en.yaml").write_text("hurry: rush\n")
    changed = cjpublish.plan(cjpublish.read(folder), cache=tmp_path / "cache").plan
    assert "Nothing is in a rush." in [utterance.text for utterance in changed.utterances]


def test_what_has_no_words_is_noted_and_left_out(publication_folder: Write) -> None:
    folder = publication_folder({"manuscript/01-spring.md": "# Spring\n\n👍👍\n\n. . .\n\nGreen.\n"})
    outlook = cjpublish.plan(cjpublish.read(folder), cache=folder.parent / "cache")
    (finding,) = outlook.plan.findings
    assert str(finding).startswith("manuscript/01-spring.md:3:1: note: '👍👍")
    said = [utterance.text for utterance in outlook.plan.utterances if utterance.chapter == "spring"]
    assert said == ["Spring.", "Green."]


def test_another_voice_reads_everything(publication_folder: Write) -> None:
    folder = publication_folder({"voices/slow.yaml": "engine: silence\nrate: 0.5\n"})
    outlook = cjpublish.plan(cjpublish.read(folder), voice="slow", cache=folder.parent / "cache")
    assert {utterance.voice.name for utterance in outlook.plan.utterances} == {"slow"}
    with pytest.raises(InputError, match="there is no voice 'loud'"):
        cjpublish.plan(cjpublish.read(folder), voice="loud")


def test_every_fault_of_every_file_is_said_at_once_and_nothing_is_written(publication_folder: Write) -> None:
    folder = publication_folder(
        {
            "manuscript/01-spring.md": "# Spring\n\n<b>bold</b>\n\n![](images/none.png)\n",
            "manuscript/02-summer.md": CHAPTERS["02-summer.md"] + "\n[there](#nowhere)\n",
            "voices/quiet.yaml": "engin: silence\n",
        },
        publication=PUBLICATION + "autor: me\n",
    )
    with pytest.raises(InputError) as caught:
        cjpublish.read(folder)
    said = str(caught.value)
    for place in ("manuscript/publication.yaml:7:1: ", "voices/quiet.yaml:1:1: "):
        assert place in said
    assert "did you mean 'authors'" in said or "did you mean 'author" in said
    assert not (folder / "dist").exists()
