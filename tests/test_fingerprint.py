"""Values named for keys: what `repr` tells apart has another name, and a name is found once."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace

import pytest

from cjpublish import fingerprint as module
from cjpublish.errors import Severity
from cjpublish.fingerprint import fingerprint
from cjpublish.model import Break, Chapter, Code, Paragraph, Quote, Sentence, Text
from publications import chapter


def test_equal_values_have_one_name_wherever_they_come_from() -> None:
    first, second = (chapter("c", "C", Paragraph((Sentence("s1", (Text("a" * 9),)),))) for _ in range(2))
    assert first is not second
    assert fingerprint(first, "x") == fingerprint(second, "x") == fingerprint(first, "x")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1,), (1.0,)),
        ((True,), (1,)),
        (("1",), (1,)),
        ((None,), ("None",)),
        ((Severity.NOTE,), ("note",)),
        ((("a", "b"),), (["a", "b"],)),
        (("a", "b"), (("a", "b"),)),
        (("ab", "c"), ("a", "bc")),
        (("a", "b"), ("b", "a")),
        ((Quote(()),), (Paragraph(()),)),
        ((Text("x"),), (Code("x"),)),
        ((Break(),), ()),
        (({1: "a"},), ({"1": "a"},)),
        (("\ud800",), ("?",)),
    ],
)
def test_what_is_written_differently_has_another_name(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert fingerprint(*one) != fingerprint(*other)


def test_a_chapter_that_is_changed_has_another_name() -> None:
    told = chapter("c", "C", Paragraph((Sentence("s1", (Text("a"),)),)))
    assert fingerprint(told) != fingerprint(replace(told, voice="v"))


def test_a_chapter_is_written_out_once_and_forgotten_when_it_is_gone() -> None:
    @dataclass(frozen=True, slots=True, weakref_slot=True, repr=False)
    class Counted:
        written: list[int]

        def __repr__(self) -> str:
            self.written.append(1)
            return "Counted"

    written: list[int] = []
    value, before = Counted(written), len(module._known)
    assert fingerprint(value) == fingerprint(value)
    assert len(written) == 1
    assert len(module._known) == before + 1
    del value
    gc.collect()
    assert len(module._known) == before
    assert "__weakref__" in Chapter.__slots__
