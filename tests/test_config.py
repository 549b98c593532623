"""YAML to dataclasses: what is taken, and how every fault is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cjpublish import config
from cjpublish.config import Document, Located, checked, nodes
from cjpublish.errors import Finding, Severity, Source


def no_shouting(text: str) -> str | None:
    return "shouts" if text.isupper() else None


@dataclass(frozen=True, slots=True)
class Bed:
    plants: tuple[str, ...] = ()
    width: float = 1.0
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Garden:
    name: str = checked(no_shouting, "write it in lower case")
    language: str | None = None
    date: str | None = None
    count: int = 0
    season: Literal["spring", "summer"] = "spring"
    note: Located | None = None
    beds: dict[str, Bed] = field(default_factory=dict)
    said: dict[str, str | Bed] = field(default_factory=dict)
    first: Bed = field(default_factory=Bed)
    visits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Relaxed:
    name: str = checked(no_shouting, required=True, default="unnamed")
    bed: Bed = field(default_factory=Bed)


PARSERS = [pytest.param(loader, id=loader.__name__) for loader in (yaml.CSafeLoader, yaml.SafeLoader)]


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with libyaml's parser and with PyYAML's own, which stands in where libyaml is missing."""
    monkeypatch.setattr(nodes, "_LOADER", request.param)


def load(text: str, schema: type[Any] = Garden, first_line: int = 1) -> tuple[Document[Any] | None, list[Finding]]:
    findings: list[Finding] = []
    return config.load(text, "g.yaml", schema, findings, first_line), findings


def value(text: str) -> Any:
    document, findings = load("name: x\n" + text)
    assert findings == []
    assert document is not None
    return document.value


def faults(text: str, schema: type[Any] = Garden) -> list[str]:
    document, findings = load(text, schema)
    assert document is None
    return [
        str(finding).replace("g.yaml:", "").replace("error: ", "").replace("\n    hint: ", " | ")
        for finding in findings
    ]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("language: no", "language", "no"),
        ("language: 'yes'", "language", "yes"),
        ("language: ~", "language", None),
        ("language: null", "language", None),
        ("language:", "language", None),
        ("language: 'null'", "language", "null"),
        ("date: 2026-11-24", "date", "2026-11-24"),
        ("date: 2026", "date", "2026"),
        ("date: 1e3", "date", "1e3"),
        ("date: 0x10", "date", "0x10"),
        ("count: 12", "count", 12),
        ("count: -3", "count", -3),
        ("count: 010", "count", 10),
        ("count: # none yet", "count", 0),
        ("season: summer", "season", "summer"),
        ("first: {width: 2}", "first", Bed(width=2.0)),
        ("first: {width: .5, raised: yes}", "first", Bed(width=0.5, raised=True)),
        ("first: {raised: Off}", "first", Bed()),
        ("first: {raised: true}", "first", Bed(raised=True)),
        ("first:", "first", Bed()),
        ("first: {plants: mint}", "first", Bed(("mint",))),
        ("first: {plants: [mint, 5, no]}", "first", Bed(("mint", "5", "no"))),
        ("first: {plants: []}", "first", Bed()),
        ("first: {plants: }", "first", Bed()),
        ("visits: [1, 2]", "visits", (1, 2)),
        ("beds: {north: {width: 3}, 1984: {}}", "beds", {"north": Bed(width=3.0), "1984": Bed()}),
        ("beds: {}", "beds", {}),
        ("said: {a: word, b: {width: 1}}", "said", {"a": "word", "b": Bed()}),
        ("language: |\n  two\n  lines\n", "language", "two\nlines\n"),
        ("language: a # comment", "language", "a"),
    ],
)
def test_values_are_typed_by_the_schema(text: str, name: str, expected: object, parser: None) -> None:
    assert getattr(value(text), name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("note: On one line.", Located("On one line.", Source("g.yaml", 2, 7))),
        ("note: 'In quotes.'", Located("In quotes.", Source("g.yaml", 2, 7))),
        ("note: |\n  First.\n  Second.\n", Located("First.\nSecond.\n", Source("g.yaml", 3, 3))),
        ("note: >-\n    First.\n    Second.\n", Located("First. Second.", Source("g.yaml", 3, 5))),
        ("note: |\n\n   Later.\n", Located("\nLater.\n", Source("g.yaml", 3, 4))),
        ("note: |\n", Located("", Source("g.yaml", 3, 1))),
        ("note:\n  Beneath.\n", Located("Beneath.", Source("g.yaml", 3, 3))),
        ("note: ''", Located("", Source("g.yaml", 2, 7))),
    ],
)
def test_located_text_knows_where_its_first_character_stands(text: str, expected: Located, parser: None) -> None:
    assert value(text).note == expected


def test_a_document_knows_the_place_of_each_part(parser: None) -> None:
    document, _ = load("name: x\nfirst:\n  plants:\n    - mint\n    - rue\nseason:\n")
    assert document is not None
    places = {
        ("name",): (1, 7),
        ("first",): (2, 1),
        ("first", "plants"): (3, 3),
        ("first", "plants", 1): (5, 7),
        ("first", "plants", 7): (3, 3),
        ("first", "width"): (2, 1),
        ("count",): (1, 1),
        ("season",): (1, 1),
        (): (1, 1),
    }
    assert {keys: (document.source(*keys).line, document.source(*keys).column) for keys in places} == places
    assert document.has("first", "plants", 1)
    assert not document.has("season")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: x\nnmae: y\n", "2:1: unknown key 'nmae' | did you mean 'name'?"),
        ("name: x\nSEASON: spring\n", "2:1: unknown key 'SEASON' | did you mean 'season'?"),
        (
            "name: x\nfirst:\n  zzz: 1\n",
            "3:3: unknown key 'zzz' | one of plants, width, raised",
        ),
        (
            "name: x\n<<: {count: 1}\n",
            "2:1: unknown key '<<' | one of name, language, date, count, season, note, beds, said, first, visits",
        ),
        ("name: x\ncount: 1\nname: y\n", "3:1: 'name' is here twice | the first is in line 1"),
        ("name: x\nbeds:\n  a: {}\n  a: {}\n", "4:3: 'a' is here twice | the first is in line 3"),
        ("count: 1\n", "1:1: 'name' is missing | add a line `name: …`"),
        ("name:\n", "1:6: expected some text, found nothing"),
        ("name: [x]\n", "1:7: expected one value, found a list"),
        ("name: {x: y}\n", "1:7: expected one value, found lines of `key: value`"),
        ("name: SHOUT\n", "1:7: 'name' shouts | write it in lower case"),
        ("name: x\ncount: abc\n", "2:8: expected a whole number, found 'abc'"),
        ("name: x\ncount: 1.5\n", "2:8: expected a whole number, found '1.5'"),
        ("name: x\ncount: 1_000\n", "2:8: expected a whole number, found '1_000'"),
        ("name: x\ncount: ٣\n", "2:8: expected a whole number, found '٣'"),
        ("name: x\ncount: '5'\n", "2:8: expected a whole number, found '5' | take the quotes away"),
        ("name: x\ncount: " + "9" * 5000, f"2:8: expected a whole number, found '{'9' * 40}…'"),
        ("name: x\nfirst: {width: abc}\n", "2:16: expected a number, found 'abc'"),
        ("name: x\nfirst: {width: .inf}\n", "2:16: expected a number, found '.inf'"),
        ("name: x\nfirst: {width: nan}\n", "2:16: expected a number, found 'nan'"),
        ("name: x\nfirst:\n  width: 1,5\n", "3:10: expected a number, found '1,5' | write 1.5"),
        ("name: x\nfirst: {raised: maybe}\n", "2:17: expected yes or no, found 'maybe'"),
        ("name: x\nfirst: {raised: 'yes'}\n", "2:17: expected yes or no, found 'yes' | take the quotes away"),
        ("name: x\nfirst: mint\n", "2:8: expected lines of `key: value`, found 'mint'"),
        ("name: x\nfirst: [mint]\n", "2:8: expected lines of `key: value`, found a list"),
        ("name: x\nfirst: {plants: [mint, [rue]]}\n", "2:24: expected one value, found a list"),
        ("name: x\nfirst: {plants: {a: b}}\n", "2:17: expected one value, found lines of `key: value`"),
        ("name: x\nfirst:\n  plants:\n    - mint\n    -\n", "5:6: expected some text, found nothing"),
        ("name: x\nbeds: [a]\n", "2:7: expected lines of `key: value`, found a list"),
        ("name: x\nsaid: {a: [b]}\n", "2:11: expected one value, found a list"),
        ("name: x\nseason: sumer\n", "2:9: 'sumer' is not known here | did you mean 'summer'?"),
        ("name: x\nseason: never\n", "2:9: 'never' is not known here | one of spring, summer"),
        ("name: x\n? [a]\n: b\n", "2:3: a key is plain text"),
        ('name: "bell\\a"\n', "1:7: this holds an invisible character (U+0007) | delete it"),
        ('name: x\n"b\\0": y\n', "2:1: this holds an invisible character (U+0000) | delete it"),
    ],
)
def test_a_faulty_value_is_told_with_its_place_and_a_hint(text: str, expected: str, parser: None) -> None:
    assert faults(text) == [expected]


QUOTES = "put quotes around the value, or write `|` and the text in indented lines beneath"
LEVEL = "indent all lines of a level alike, with `key: value` or `- item` in each"
CLOSE = "close it where the value ends; an apostrophe between single quotes is written twice"
BRACKET = "close it, put commas between the items, and quotes around an item that holds a bracket, comma or colon"
BLOCK = "move the text there and indent it, or put quotes around a value that begins with | or >"
ABOVE = "indent it like the lines it belongs to; the line above may have no colon"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: nothing is written here | begin with `name: …`"),
        ("# only a comment\n", "1:1: nothing is written here | begin with `name: …`"),
        ("---\n", "1:1: nothing is written here | begin with `name: …`"),
        ("- a\n- b\n", "1:1: this should be lines of `key: value` | begin each line with a key and a colon"),
        ("\nwords\n", "2:1: this should be lines of `key: value` | begin each line with a key and a colon"),
        ("name: a\n\tcount: 1\n", "2:1: this line is indented with a tab | indent with spaces"),
        ("first:\n\twidth: 1\n", "2:1: this line is indented with a tab | indent with spaces"),
        ("name: One: two\n", "1:10: this value holds a colon | put quotes around the value"),
        ("name: a\n  count: 1\n", f"2:8: this line does not fit the one above it | {ABOVE}"),
        ("name a\ncount: 1\n", f"2:6: this line does not fit the one above it | {ABOVE}"),
        (
            "name: a\ncount 1\n",
            "2:1: this line has no colon | each line is `key: value`; the further lines of a long value are indented",
        ),
        ('name: "a\ncount: 1\n', f"1:7: this quotation mark is never closed | {CLOSE}"),
        ("name: x\nnote: 'it's\n", f"2:11: there is more after the value's end: 's' | {QUOTES}"),
        ("name: 'a\n---\n'\n", f"1:7: this quotation mark is never closed | {CLOSE}"),
        ("visits: [1, 2\nname: a\n", f"1:9: this bracket is never closed, or a comma is missing | {BRACKET}"),
        ("visits: [\n", f"1:9: this bracket is never closed, or a comma is missing | {BRACKET}"),
        ("first: {plants: [a,\n", f"1:17: this bracket is never closed, or a comma is missing | {BRACKET}"),
        ("first: {width: 1\nname: a\n", f"1:8: this bracket is never closed, or a comma is missing | {BRACKET}"),
        ('name: "A" garden\n', f"1:11: there is more after the value's end: 'garden' | {QUOTES}"),
        ("name: @home\n", f"1:7: '@' can't begin a value that has no quotes | {QUOTES}"),
        ("name: `code`\n", f"1:7: '`' can't begin a value that has no quotes | {QUOTES}"),
        ("name: %5\n", f"1:7: '%' can't begin a value that has no quotes | {QUOTES}"),
        ("name: *stressed* words\n", f"1:7: '*' can't begin a value that has no quotes | {QUOTES}"),
        ("name: **strong** words\n", f"1:7: '*' can't begin a value that has no quotes | {QUOTES}"),
        ("name: &a x\nlanguage: *a\n", f"1:7: '&' can't begin a value that has no quotes | {QUOTES}"),
        ("name: x\nlanguage: *name\n", f"2:11: '*' can't begin a value that has no quotes | {QUOTES}"),
        ("name: !important note\n", f"1:7: '!' can't begin a value that has no quotes | {QUOTES}"),
        ("name: !!python/name:os.system x\n", f"1:7: '!' can't begin a value that has no quotes | {QUOTES}"),
        ("name: }\n", f"1:7: '}}' can't begin a value that has no quotes | {QUOTES}"),
        (
            'name: "a\\qb"\n',
            "1:7: a backslash between double quotes begins a special character | use single quotes, or write two "
            "backslashes",
        ),
        (
            "first: - a\n",
            "1:8: a list can't begin in the line of its key | write each `- item` in a line of its own, "
            "or all as `[one, two]`",
        ),
        ("name: > text\n", f"1:7: after `|` or `>` the text begins in the next line | {BLOCK}"),
        ("first:\n    width: 1\n  raised: no\n", f"3:3: this line does not fit the lines above it | {LEVEL}"),
        ("name: a\n- b\n", f"2:1: this line does not fit the lines above it | {LEVEL}"),
        ("name: a\n---\nname: b\n", "2:1: a second document begins here | delete the line `---`"),
        ("---\nname: a\n---\n", "3:1: a second document begins here | delete the line `---`"),
        ("name: a\x07b\n", "1:8: an invisible character stands here (U+0007) | delete it"),
        ("name: a\r\nlanguage: \ufeffb\n", "2:11: an invisible character stands here (U+FEFF) | delete it"),
        ("name: \ud800\n", "1:7: an invisible character stands here (U+D800) | delete it"),
        ("name: " + "[" * 500, "1:18: this is nested more than 12 levels deep"),
        ("a: {" * 500, "1:48: this is nested more than 12 levels deep"),
    ],
)
def test_a_fault_in_the_yaml_itself_is_told_in_plain_words(text: str, expected: str, parser: None) -> None:
    assert faults(text) == [expected]


@pytest.mark.parametrize("opening", ["[", "a: {"])
def test_a_bottomless_text_is_told_as_such(opening: str, parser: None) -> None:
    (fault,) = faults(opening * 5000)
    assert fault.endswith(": this is nested more than 12 levels deep")


def test_the_billion_laughs_are_refused_at_the_first_anchor(parser: None) -> None:
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    assert [each.split(":")[0] for each in faults("\n".join(lines))] == ["1"]


def test_all_faults_are_told_at_once_in_the_order_of_the_text(parser: None) -> None:
    text = "nam: x\ncount: many\nfirst:\n  width: wide\n  width: 2\n  colour: red\nseason: winter\n"
    assert [(each.source, each.code) for each in load(text)[1]] == [
        (Source("g.yaml", 1, 1), "unknown-key"),
        (Source("g.yaml", 1, 1), "missing-key"),
        (Source("g.yaml", 2, 8), "wrong-type"),
        (Source("g.yaml", 4, 10), "wrong-type"),
        (Source("g.yaml", 5, 3), "duplicate-key"),
        (Source("g.yaml", 6, 3), "unknown-key"),
        (Source("g.yaml", 7, 9), "bad-value"),
    ]


def test_lines_are_counted_from_the_line_that_the_text_begins_at(parser: None) -> None:
    for text in ("name: x\ncount: abc\n", "name: x\ncount: [\n"):
        _, findings = load(text, first_line=11)
        assert [each.source.line for each in findings if each.source] == [12]
    document, _ = load("name: x\nnote: |\n  text\n", first_line=11)
    assert document is not None
    assert document.value.note.source == Source("g.yaml", 13, 3)


def test_what_was_found_before_stays_and_changes_nothing() -> None:
    earlier = Finding("other", Severity.ERROR, "another file's fault")
    findings = [earlier]
    assert config.load("name: x", "g.yaml", Garden, findings) is not None
    assert findings == [earlier]


def test_nothing_written_is_no_fault_where_nothing_is_required(parser: None) -> None:
    document, findings = load("# nothing yet\n", Bed)
    assert findings == []
    assert document is not None
    assert document.value == Bed()


def test_a_schema_may_be_a_mapping_of_free_keys() -> None:
    document, findings = load("north: {width: 2}\nsouth: {wdth: 2}\n", dict[str, Bed])
    assert document is None
    assert [str(each) for each in findings] == [
        "g.yaml:2:9: error: unknown key 'wdth'\n    hint: did you mean 'width'?"
    ]


class TestLoadFile:
    """What is peculiar to files."""

    def load(self, file: Path, content: bytes | None, schema: type[Any] = Garden) -> tuple[Any, list[str]]:
        if content is not None:
            file.write_bytes(content)
        findings: list[Finding] = []
        document = config.load_file(file, "voices/g.yaml", schema, findings)
        return document and document.value, [str(each) for each in findings]

    def test_a_byte_order_mark_and_windows_line_ends_are_fine(self, tmp_path: Path) -> None:
        content = b"\xef\xbb\xbfname: x\r\nnote: |\r\n  a\r\n  b\r\n"
        found, told = self.load(tmp_path / "g.yaml", content)
        assert told == []
        assert found.note.text == "a\nb\n"

    def test_text_that_is_not_utf_8_is_told_with_its_place(self, tmp_path: Path) -> None:
        found, told = self.load(tmp_path / "g.yaml", b"\xef\xbb\xbfname: x\nnote: caf\xe9")
        assert found is None
        assert told == ["voices/g.yaml:2:10: error: this is not UTF-8 text\n    hint: save the file as UTF-8"]

    @pytest.mark.parametrize("name", ["g.yaml", "no/g.yaml"])
    def test_a_missing_file_is_told(self, name: str, tmp_path: Path) -> None:
        hint = "write it: a text file with lines of `key: value`"
        told = f"voices/g.yaml: error: this file is missing\n    hint: {hint}"
        assert self.load(tmp_path / name, None) == (None, [told])

    def test_a_file_of_nearly_its_name_is_pointed_out(self, tmp_path: Path) -> None:
        (tmp_path / "g.yml").write_text("name: x\n")
        _, told = self.load(tmp_path / "g.yaml", None)
        assert told == ["voices/g.yaml: error: this file is missing\n    hint: rename 'g.yml' to 'g.yaml'"]

    def test_a_folder_in_its_place_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "g.yaml").mkdir()
        found, told = self.load(tmp_path / "g.yaml", None)
        assert found is None
        assert told[0].startswith("voices/g.yaml: error: this file can't be read: ")

    def test_what_is_sound_is_kept_and_defaults_stand_in_for_the_rest(self, tmp_path: Path) -> None:
        content = b"name: LOUD\nbed:\n  plants: [mint, [rue], sage]\n  width: wide\n  raised: yes\n"
        found, told = self.load(tmp_path / "g.yaml", content, Relaxed)
        assert found == Relaxed("unnamed", Bed(("mint", "sage"), 1.0, True))
        assert len(told) == 3

    def test_a_required_key_that_has_a_default_is_missed_all_the_same(self, tmp_path: Path) -> None:
        found, told = self.load(tmp_path / "g.yaml", b"bed: {}\n", Relaxed)
        assert found == Relaxed()
        assert told == ["voices/g.yaml:1:1: error: 'name' is missing\n    hint: add a line `name: …`"]

    def test_nothing_is_kept_where_a_value_without_default_is_faulty(self, tmp_path: Path) -> None:
        found, told = self.load(tmp_path / "g.yaml", b"name: [x]\n", Garden)
        assert found is None
        assert len(told) == 1


YAML_LIKE = st.text(alphabet="ab1:-[]{}'\"|>#&*!%@`,?~.\\x0 \n\r\t\x07\x85\u2028\ufeff", max_size=60)
KEYS = st.sampled_from(["name", "language", "count", "season", "note", "beds", "said", "first", "visits", "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("loader", PARSERS)
@given(text=st.text() | YAML_LIKE | st.dictionaries(KEYS, VALUES).map(lambda each: str(yaml.safe_dump(each))))
def test_any_text_is_read_or_told_to_be_faulty_at_a_line_and_column(text: str, loader: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_LOADER", loader)
        document, findings = load(text)
    assert (document is None) == bool(findings)
    lines = len(text.splitlines()) + 1
    for finding in findings:
        assert finding.source is not None
        assert 1 <= finding.source.line <= lines
        assert finding.source.column >= 1
        assert finding.message
        assert finding.message.isprintable()


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff")))
def test_any_text_in_quotes_arrives_as_it_was_written(text: str) -> None:
    document, findings = load(str(yaml.safe_dump({"name": text.lower()}, allow_unicode=True)))
    assert findings == []
    assert document is not None
    assert document.value.name == text.lower()
