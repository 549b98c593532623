"""Captions: WebVTT that real parsers read, broken at ends of phrases, timed by the Timeline."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import av
import pytest
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

import narrations
import publications
import tellings
from cjpublish.editions import captions, mp3
from cjpublish.editions.captions.fitting import fitted
from cjpublish.editions.views.breaks import Break, breaks
from cjpublish.editions.views.columns import columns
from cjpublish.editions.views.heard import heard
from cjpublish.model import Block, Book, Chapter, Code, Mark, Metadata, Publication, Quote, Sentence, Text
from publications import chapter, heading, p, s

_METADATA = Metadata("Beds & Paths", "en", "urn:uuid:1", "2026-11-24T00:00:00Z", slug="beds")


@dataclass(frozen=True)
class Shown:
    """A cue as it stands in a file."""

    name: str
    begin: int
    end: int
    payload: str

    @property
    def lines(self) -> list[str]:
        return [html.unescape(re.sub(r"<[^>]*>", "", line)) for line in self.payload.split("\n")]


def written(book: Book, folder: Path) -> dict[str, Path]:
    """Write the edition's files; return them by their paths in dist/."""
    paths = {}
    for artifact in captions.make(book):
        paths[artifact.path] = folder / artifact.path
        paths[artifact.path].parent.mkdir(exist_ok=True)
        artifact.write(paths[artifact.path])
    return paths


def shown(path: Path) -> list[Shown]:
    """Read a file strictly: signature, comments and cues, an empty line between them."""
    first, *blocks = path.read_bytes().decode().removesuffix("\n").split("\n\n")
    assert re.fullmatch(r"WEBVTT - [^\n]+", first)
    cues = []
    for block in blocks:
        if block.startswith("NOTE "):
            assert "\n" not in block
            continue
        match = re.fullmatch(r"([^\n]+)\n(\d\d+:\d\d:\d\d\.\d{3}) --> (\d\d+:\d\d:\d\d\.\d{3})\n([^\0]+)", block)
        assert match, block
        cues.append(Shown(match[1], _milliseconds(match[2]), _milliseconds(match[3]), match[4]))
    return cues


def _milliseconds(time: str) -> int:
    hours, minutes, seconds = time.split(":")
    return (int(hours) * 60 + int(minutes)) * 60000 + int(seconds.replace(".", ""))


def told(*chapters: Chapter, language: str = "en", **options: object) -> Book:
    metadata = Metadata("Beds & Paths", language, "urn:uuid:1", "2026-11-24T00:00:00Z", slug="beds")
    publication = publications.publication(*chapters, metadata=metadata)
    return tellings.told(publication, **options)  # type: ignore[arg-type]  # each test passes options of `told`


def test_a_sentence_is_a_cue_with_its_id_its_voice_and_its_marks(tmp_path: Path) -> None:
    sentence = s("1", "Nothing is ", Mark("em", (Text("in a & "), Mark("strong", (Text("hurry"),)))), ", ")
    sentence = s("1", *sentence.inlines, Mark("span", (Text("dit-on <ici>"),), lang="fr"), ", in the garden.")
    files = written(told(chapter("beds", "The beds --> there", p(sentence))), tmp_path)
    assert files["beds.vtt"].read_text(encoding="utf-8") == (
        "WEBVTT - Beds & Paths\n\n"
        "NOTE Kind: captions; Language: en\n\n"
        "NOTE The beds → there\n\n"
        "beds#sh-beds\n00:00:00.600 --> 00:00:01.740\n<v narrator>The beds --&gt; there\n\n"
        "beds#s1\n00:00:02.040 --> 00:00:05.280\n"
        "<v narrator>Nothing is <i>in a &amp; <b>hurry</b></i>,\n"
        "<lang fr>dit-on &lt;ici&gt;</lang>, in the garden.\n"
    )


def test_files_are_named_as_the_chapters_mp3_files_are(tmp_path: Path) -> None:
    book = narrations.book(11)
    sounds = [Path(artifact.path).stem for artifact in mp3.make(book)]
    texts = [Path(path).stem for path in written(book, tmp_path)]
    assert texts[:-1] == [sounds[-1], *sounds[:-1]]
    assert texts[-1] == "le-jardin.chapters"
    assert [path for path in written(book, tmp_path) if "/" in path][-1] == "le-jardin-vtt/11-c11.vtt"


def test_nothing_is_made_where_nothing_is_narrated() -> None:
    assert list(captions.make(Book(publications.plain()))) == []


KHMER = "នៅក្នុងសួន|មានផ្កា|ជាច្រើន|ហើយ|មាន|ដើមឈើ|ធំៗ|នៅ|តាម|ផ្លូវ|ដែល|យើង|ដើរ".replace("|", "\u200b")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("en", "One line is enough.", ["One line is enough."], id="short"),
        pytest.param(
            "en",
            "The path was narrow and the gate stood open.",
            ["The path was narrow", "and the gate stood open."],
            id="before a conjunction",
        ),
        pytest.param(
            "en",
            "All the seeds were sown in the early spring of the year.",
            ["All the seeds were sown", "in the early spring of the year."],
            id="before a preposition",
        ),
        pytest.param(
            "en",
            "When the rain came, everybody was already inside.",
            ["When the rain came,", "everybody was already inside."],
            id="after punctuation",
        ),
        pytest.param(
            "en",
            "The path to the pond is exactly 250 m long from end to end.",
            ["The path to the pond", "is exactly 250 m long from end to end."],
            id="number and unit",
        ),
        pytest.param(
            "en",
            "This garden was once planned by Dr. Blum himself.",
            ["This garden was once planned", "by Dr. Blum himself."],
            id="title and name",
        ),
        pytest.param(
            "en",
            "The oldest plan was drawn long ago by A. B. Blum.",
            ["The oldest plan was drawn", "long ago by A. B. Blum."],
            id="initials",
        ),
        pytest.param(
            "fr",
            "Le jardin était fermé parce que la pluie tombait.",
            ["Le jardin était fermé", "parce que la pluie tombait."],
            id="fr",
        ),
        pytest.param(
            "de",
            "Der Garten war geschlossen, weil der Regen fiel.",
            ["Der Garten war geschlossen,", "weil der Regen fiel."],
            id="de",
        ),
        pytest.param(
            "es",
            "El jardín estaba cerrado porque llovía desde ayer.",
            ["El jardín estaba cerrado", "porque llovía desde ayer."],
            id="es",
        ),
        pytest.param(
            "zh",
            "春天来了，花园里的花都开了。我们在小路上慢慢地走，谁也不着急。",
            ["春天来了，花园里的花都开了。", "我们在小路上慢慢地走，谁也不着急。"],
            id="zh",
        ),
        pytest.param(
            "km",
            KHMER,
            ["នៅក្នុងសួន|មានផ្កា|ជាច្រើន|ហើយ|មាន|", "ដើមឈើ|ធំៗ|នៅ|តាម|ផ្លូវ|ដែល|យើង|ដើរ"],
            id="km, at zero-width spaces",
        ),
        pytest.param("en", f"{'a' * 50}.", ["a" * 25, f"{'a' * 25}."], id="a word too long"),
    ],
)
def test_lines_are_broken_at_ends_of_phrases(language: str, text: str, expected: list[str]) -> None:
    (cue,) = fitted(text, language, lambda place: place * 60)
    assert [text[begin:end].replace("\u200b", "|") for begin, end in cue] == expected


def test_a_letter_keeps_its_marks_where_nothing_but_need_breaks_a_word() -> None:
    text = "កុំ" * 60
    lines = [text[begin:end] for cue in fitted(text, "km", lambda place: place * 60) for begin, end in cue]
    assert "".join(lines) == text
    assert len(lines) > 1
    assert all(line.startswith("ក") for line in lines)


LONG = (
    "In the morning the gardener walks along the narrow path, looks at every bed in turn, "
    "and writes down in a small book which of the plants will need water before the evening comes."
)


def test_a_long_sentence_has_several_cues_that_touch_and_fill_its_clip(tmp_path: Path) -> None:
    book = told(chapter("beds", "Beds", p(s("1", LONG))))
    cues = shown(written(book, tmp_path)["beds-vtt/01-beds.vtt"])[1:]
    assert [cue.name for cue in cues] == ["s1", *(f"s1.{number}" for number in range(2, len(cues) + 1))]
    assert len(cues) == 3
    assert book.timeline
    clip = book.timeline.tracks[0].clips[1]
    assert (cues[0].begin, cues[-1].end) == (-(-clip.begin * 1000 // 22050), clip.end * 1000 // 22050)
    assert [cue.end for cue in cues[:-1]] == [cue.begin for cue in cues[1:]]
    assert all(cue.end - cue.begin > 1000 for cue in cues)


def test_a_cue_ends_where_the_timeline_says_that_its_last_word_does(tmp_path: Path) -> None:
    beds = chapter("beds", "Beds", p(s("1", LONG)))
    even, marked = (told(beds, words=words) for words in (False, True))
    early, late = (shown(written(book, tmp_path)["beds.vtt"])[1:] for book in (even, marked))
    assert marked.timeline
    begins = {word.written[0]: word.begin for word in marked.timeline.tracks[0].clips[1].words}
    for cue in late[1:]:
        place = LONG.index(" ".join(cue.lines))
        assert cue.begin == -(-begins[place] * 1000 // 22050)
    assert late[1].begin - early[1].begin > 500


def test_what_is_announced_after_a_quotation_has_a_line_of_its_own(tmp_path: Path) -> None:
    book = told(chapter("beds", "Beds", Quote((p(s("1", "Never in a rush")),))))
    cues = shown(written(book, tmp_path)["beds.vtt"])
    assert cues[1].lines == ["Quote: Never in a rush", "End of quote."]


def test_two_voices_never_share_a_cue(tmp_path: Path) -> None:
    described = publications.figure("f", "x.png", 1, s("2", "A plan."), description=(p(s("3", "It is square.")),))
    book = told(chapter("beds", "Beds", described, Code("x = 1")))
    cues = shown(written(book, tmp_path)["beds.vtt"])
    assert [cue.payload for cue in cues[-2:]] == [
        "<v describer>It is square.",
        "<v narrator>A passage of code is left out here.",
    ]
    assert [cue.name for cue in cues[-2:]] == ["beds#s3", "beds#s3.2"]


def test_what_the_program_says_in_another_language_is_tagged(tmp_path: Path) -> None:
    book = told(chapter("beds", "សួន", Quote((p(s("1", "កុំប្រញាប់។")),))), language="km")
    cues = shown(written(book, tmp_path)["beds.vtt"])
    assert cues[1].payload == "<v narrator><lang en>Quote:</lang> កុំប្រញាប់។ <lang en>End of quote.</lang>"


def test_a_chapter_has_the_cues_of_the_whole_from_its_own_begin(tmp_path: Path) -> None:
    book = tellings.told(publications.rich(tmp_path))
    files = written(book, tmp_path)
    whole, parts = shown(files["the-kitchen-garden.vtt"]), []
    for path, part in zip([path for path in files if "/" in path], heard(book), strict=True):
        begin = part.begin * 1000 / tellings.RATE
        parts += [(f"{part.chapter.id}#{cue.name}", cue.begin + begin, cue.payload) for cue in shown(files[path])]
    assert [(name, payload) for name, _, payload in parts] == [(cue.name, cue.payload) for cue in whole]
    assert all(abs(begin - cue.begin) <= 1 for (_, begin, _), cue in zip(parts, whole, strict=True))


def test_the_chapters_track_touches_from_begin_to_end(tmp_path: Path) -> None:
    book = tellings.told(publications.rich(tmp_path))
    cues = shown(written(book, tmp_path)["the-kitchen-garden.chapters.vtt"])
    assert [(cue.name, cue.lines) for cue in cues] == [(each.chapter.id, [each.chapter.title]) for each in heard(book)]
    assert [cue.end for cue in cues[:-1]] == [cue.begin for cue in cues[1:]]
    assert book.timeline
    total = sum(track.length for track in book.timeline.tracks)
    assert (cues[0].begin, cues[-1].end) == (0, round(total * 1000 / tellings.RATE))


def test_other_programs_read_every_cue(tmp_path: Path) -> None:
    for path in written(tellings.told(publications.rich(tmp_path)), tmp_path).values():
        cues = shown(path)
        read = webvtt.read(str(path)).captions
        assert [cue.identifier for cue in read] == [cue.name for cue in cues]
        assert [cue.text.split("\n") for cue in read] == [html_lines(cue) for cue in cues]
        with av.open(str(path)) as container:
            packets = [packet for packet in container.demux() if packet.size]
            assert [packet.pts for packet in packets] == [cue.begin for cue in cues]


def html_lines(cue: Shown) -> list[str]:
    """Return a cue's lines without tags, character references as they are: one of the parsers leaves them."""
    return re.sub(r"<[^>]*>", "", cue.payload).split("\n")


# --- any text ---------------------------------------------------------------------------------------------------------

_LETTERS = st.sampled_from(
    "aaaeeeinrst AND   ,.;:-–—'’“”()&<>/0123456789é\u0301\u00a0\u200b\u200d។កុំ្ន春天，。한글🌱\n\t\u2028"
)
_TEXTS = st.text(_LETTERS, min_size=1, max_size=120)
_INLINES = st.recursive(
    _TEXTS.map(Text),
    lambda inner: st.builds(
        Mark,
        st.sampled_from(["em", "strong", "sub", "a", "span"]),
        st.lists(inner, min_size=1, max_size=3).map(tuple),
        lang=st.sampled_from([None, "fr", "km"]),
    ),
    max_leaves=4,
)


@st.composite
def _publications(draw: st.DrawFn) -> Publication:
    chapters = []
    for number in range(draw(st.integers(1, 2))):
        texts = draw(st.lists(st.lists(_INLINES, min_size=1, max_size=3), min_size=1, max_size=3))
        sentences = [s(str(index), "x", *inlines, "y") for index, inlines in enumerate(texts)]
        chapters.append(chapter(f"c{number}", "Beds", p(*sentences[:1]), *_rest(sentences[1:])))
    language = draw(st.sampled_from(["en", "fr", "de", "es", "km"]))
    return publications.publication(
        *chapters, metadata=Metadata("Beds", language, "urn:uuid:1", "2026-11-24T00:00:00Z", slug="beds")
    )


def _rest(sentences: list[Sentence]) -> list[Block]:
    return [Quote((p(*sentences),))] if sentences else []


def narrated(book: Book) -> str:
    return "".join(line.text for part in heard(book) for passage in part.passages for line, _ in passage.lines)


def bare(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(_publications(), st.booleans(), st.sampled_from(["narrator", "quoter"]))
def test_captions_read_in_order_are_the_narrated_text(
    tmp_path_factory: pytest.TempPathFactory, publication: Publication, words: bool, quotes: str
) -> None:
    book = tellings.told(publication, words=words, quotes=quotes)
    cues = shown(written(book, tmp_path_factory.mktemp("vtt"))["beds.vtt"])
    assert bare("".join(line for cue in cues for line in cue.lines)) == bare(narrated(book))
    assert all(1 <= len(cue.lines) <= 2 for cue in cues)
    assert all(line and columns(line) <= 42 for cue in cues for line in cue.lines)
    assert len({cue.name for cue in cues}) == len(cues)
    assert all(cue.begin < cue.end for cue in cues)
    assert all(one.end <= other.begin for one, other in pairwise(cues))
    spans = {
        f"{part.chapter.id}#{passage.clip.sentence}": (part.begin + passage.clip.begin, part.begin + passage.clip.end)
        for part in heard(book)
        for passage in part.passages
    }
    for cue in cues:
        begin, end = spans[re.sub(r"\.\d+$", "", cue.name)]
        assert begin <= cue.begin * tellings.RATE / 1000 < cue.end * tellings.RATE / 1000 <= end


Line = tuple[int, int]


def plainly_fitted(text: str, language: str, moment: Callable[[int], float]) -> list[tuple[Line, ...]]:
    """Try every cue that ends at each place, and of each every pair of lines: the rule, without any short cut."""
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    stops = [Break(begin, begin, 0), *breaks(text, language, 42), Break(end, end, 0)]
    best: list[tuple[float, list[tuple[Line, ...]]]] = [(0.0, [])]
    for last in stops[1:]:
        ways = []
        for index, first in enumerate(stops[: len(best)]):
            short = 150 * max(0.0, 1 - (moment(last.begin) - moment(first.begin)) / 1000)
            before, cues = best[index]
            for cost, lines in _shapes(text, first, stops[index + 1 : len(best)], last):
                ways.append((before + (100 + short + cost) + last.cost * 1.5, [*cues, lines]))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1]


def _shapes(text: str, first: Break, between: list[Break], last: Break) -> Iterator[tuple[float, tuple[Line, ...]]]:
    """Yield what stands from one place to another in a line and in each two, with how bad that is."""
    if (width := _width(text, first, last)) <= 42:
        yield width**2 / 100, ((first.begin, last.end),)
        return
    for middle in between:
        upper, lower = _width(text, first, middle), _width(text, middle, last)
        if max(upper, lower) <= 42:
            uneven = (upper - lower) ** 2 / (40 if upper > lower else 60)
            lines = (first.begin, middle.end), (middle.begin, last.end)
            yield middle.cost + uneven + (upper + lower) ** 2 / 100, lines


def _width(text: str, first: Break, last: Break) -> int:
    line = text[first.begin : last.end]
    return 43 if "\n" in line else columns(line)


_WORDS = st.sampled_from(
    [
        "a",
        "the",
        "and",
        "in",
        "Mr.",
        "B.",
        "garden",
        "well-known",
        "walked.",
        "3",
        "–",
        "“No”",
        "le",
        "que",
        "und",
        "\n",
    ]
) | st.sampled_from(["春天来了，花园里的花", "កុំប្រញាប់។", "한글은", "a\u00a0b", "e\u0301te\u0301"])


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=45), st.sampled_from(["en", "fr", "de", "km"]), st.integers(0, 90))
def test_cues_are_the_best_of_all_that_there_could_be(words: list[str], language: str, pace: int) -> None:
    text = " ".join(["Walks,", *words, "x" * (pace // 2)])
    assert list(fitted(text, language, lambda place: place * pace)) == plainly_fitted(
        text, language, lambda place: place * pace
    )


# --- a browser --------------------------------------------------------------------------------------------------------

_PAGE = """<!DOCTYPE html><title>Captions</title><pre></pre>
<video><track kind="captions" src="beds.vtt" default></video>
<script>
const element = document.querySelector("track");
element.track.mode = "hidden";
element.addEventListener("load", () => {
  const lines = [...element.track.cues].map(c => [c.id, c.startTime, c.getCueAsHTML().textContent].join("|"));
  document.querySelector("pre").textContent = JSON.stringify(lines);
});
</script>
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("chromium"), reason="there is no chromium")
def test_a_browser_takes_every_cue_of_a_track(tmp_path: Path, served: str) -> None:
    book = told(chapter("beds", "The beds & more", heading("a", 2, "<A>"), p(s("1", LONG))), chapter("end", "End"))
    cues = shown(written(book, tmp_path)["beds.vtt"])
    (tmp_path / "page.html").write_text(_PAGE, encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom"]
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    dom = subprocess.run([*command, profile, f"{served}/page.html"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"<pre>(.*?)</pre>", dom, re.DOTALL)
    assert found
    wanted = ["|".join([cue.name, f"{cue.begin / 1000:g}", "\n".join(cue.lines)]) for cue in cues]

    assert json.loads(html.unescape(found[1])) == wanted
