"""A timeline is understood the same however it is laid out, and without holding the times of its words."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from cjpublish.artifacts.timed import TimedSentence, timed
from cjpublish.artifacts.wordless import without_words, wordless
from cjpublish.checks import web


def _sentence(number: int, words: int = 3) -> dict[str, Any]:
    each = [{"text": "é", "written": [0, 1], "begin": number, "end": number + 0.5} for _ in range(words)]
    return {"id": f"s{number}", "text": f"“{number}”", "begin": number, "end": number + 1.0, "words": each}


def _document(sentences: int = 4) -> dict[str, Any]:
    said = [_sentence(number) for number in range(sentences)]
    chapter = {"id": "one", "title": "One {", "begin": 0.0, "end": float(sentences), "sentences": said}
    return {"title": 'A "words" B', "sample_rate": 24_000, "words": 1, "chapters": [chapter]}


def _line_by_line(document: dict[str, Any]) -> str:
    (chapter,) = document["chapters"]
    head = json.dumps({**document, "chapters": 0}).removesuffix("0}")
    about = json.dumps({**chapter, "sentences": 0}).removesuffix("0}")
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in chapter["sentences"])
    return f"{head}[\n{about}[\n{lines}\n]}}\n]}}\n"


_LAYOUTS = {
    "line by line": _line_by_line(_document()),
    "on one line": json.dumps(_document()),
    "indented": json.dumps(_document(), indent=2),
    "with carriage returns": _line_by_line(_document()).replace("\n", "\r\n"),
    "with commas first": _line_by_line(_document()).replace(",\n", "\n,"),
    "with a byte order mark": f"\ufeff{_line_by_line(_document())}",
}


@pytest.mark.parametrize("layout", _LAYOUTS)
def test_a_timeline_says_the_same_however_it_is_laid_out(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "a.timeline.json"
    path.write_bytes(_LAYOUTS[layout].encode())
    (chapter,) = timed(path)
    assert chapter.title == "One {"
    assert chapter.sentences == tuple(TimedSentence(f"s{n}", f"“{n}”", n, n + 1.0) for n in range(4))
    kept = json.loads(wordless(path).decode("utf-8-sig"), object_hook=without_words)
    assert kept == json.loads(_LAYOUTS[layout].removeprefix("\ufeff"), object_hook=without_words)
    assert list(web.check(path, path.name, "timeline")) == []


def test_the_words_of_a_long_timeline_are_never_held_at_once(tmp_path: Path) -> None:
    path = tmp_path / "long.timeline.json"
    document = _document(500)
    document["chapters"][0]["sentences"] = [_sentence(number, words=200) for number in range(500)]
    path.write_text(_line_by_line(document), encoding="utf-8")
    tracemalloc.start()
    try:
        assert len(timed(path)[0].sentences) == 500
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < path.stat().st_size / 8


def test_what_is_broken_in_a_timeline_is_told_by_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.timeline.json"
    path.write_text(_line_by_line(_document()).replace('{"id": "s2"', '{"id" "s2"'), encoding="utf-8")
    with pytest.raises(ValueError, match="line 5, Expecting ':' delimiter"):
        timed(path)
    (finding,) = web.check(path, path.name, "timeline")
    assert "line 5, Expecting ':' delimiter" in finding.message


def test_a_text_that_runs_over_the_end_of_a_line_is_no_json(tmp_path: Path) -> None:
    path = tmp_path / "over.timeline.json"
    path.write_text('{"chapters": [{"id": "\n{"words": [1]}\n"}]}', encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        timed(path)


def test_a_timeline_that_is_not_in_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "latin.timeline.json"
    path.write_bytes(_line_by_line(_document()).encode().replace("é".encode(), b"\xe9"))
    (finding,) = web.check(path, path.name, "timeline")
    assert "not in UTF-8" in finding.message
    with pytest.raises(ValueError, match="can't be read"):
        timed(path)


def test_a_timeline_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="No such file"):
        timed(tmp_path / "none.timeline.json")
