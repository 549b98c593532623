"""Words of a text and when they are heard, held as bare numbers: as objects, a long book's take a hundred megabytes.

Parts of the model, in a module of their own because what is stored depends on it: their text is what lies in the store.
"""

from __future__ import annotations

from abc import abstractmethod
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from struct import Struct
from typing import ClassVar, Self, TypeVar, overload

__all__ = ["Word", "WordClip", "WordClips", "Words"]

_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True, init=False, repr=False)
class _Packed(Sequence[_Each]):
    """Words in order, each made when it is asked for."""

    packed: bytes
    """The numbers of each word, as `layout` has them."""
    layout: ClassVar[Struct]

    def __init__(self, words: Iterable[_Each] = ()) -> None:
        """Hold words."""
        object.__setattr__(self, "packed", b"".join([self.layout.pack(*self._numbers(word)) for word in words]))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return what `as_text` was made of."""
        return cls._of(a2b_base64(text))

    def as_text(self) -> str:
        """Return the words as one JSON value, to be stored."""
        return b2a_base64(self.packed, newline=False).decode()

    def __len__(self) -> int:
        return len(self.packed) // self.layout.size

    def __iter__(self) -> Iterator[_Each]:
        return (self._word(*numbers) for numbers in self.layout.iter_unpack(self.packed))

    @overload
    def __getitem__(self, index: int) -> _Each: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> _Each | Self:
        size, places = self.layout.size, range(len(self))[index]
        if isinstance(places, int):
            return self._word(*self.layout.unpack_from(self.packed, places * size))
        return self._of(b"".join([self.packed[place * size : (place + 1) * size] for place in places]))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)!r})"

    @classmethod
    def _of(cls, packed: bytes) -> Self:
        words = cls()
        object.__setattr__(words, "packed", packed)
        return words

    @staticmethod
    @abstractmethod
    def _numbers(word: _Each) -> tuple[int, ...]: ...

    @staticmethod
    @abstractmethod
    def _word(first: int, second: int, third: int, fourth: int) -> _Each: ...


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word and what it was written as."""

    spoken: tuple[int, int]
    """Characters [begin, end) of the spoken text."""
    written: tuple[int, int]
    """Characters [begin, end) of the written text. Words that were written as one have the same: "four" and
    "thousand" both come from the whole of "4,000"."""


class Words(_Packed[Word]):
    """Words of a text, in order."""

    __slots__ = ()
    layout = Struct("<4I")

    @staticmethod
    def _numbers(word: Word) -> tuple[int, ...]:
        return *word.spoken, *word.written

    @staticmethod
    def _word(first: int, second: int, third: int, fourth: int) -> Word:
        return Word((first, second), (third, fourth))


@dataclass(frozen=True, slots=True)
class WordClip:
    """When one word of a sentence is heard."""

    written: tuple[int, int]
    """Characters [begin, end) of the sentence's `inline_text`: "16–17" is one word, whatever was said for it."""
    begin: int
    """Samples from the track's start."""
    end: int
    """Samples from the track's start."""


class WordClips(_Packed[WordClip]):
    """Words of a sentence as they are heard, in order."""

    __slots__ = ()
    layout = Struct("<2I2Q")  # in a day of sound are more samples than 32 bits count

    def later(self, by: int) -> WordClips:
        """Return the same words, heard later by so many samples."""
        words = self.layout.iter_unpack(self.packed)
        return self._of(b"".join([self.layout.pack(*written, begin + by, end + by) for *written, begin, end in words]))

    @staticmethod
    def _numbers(word: WordClip) -> tuple[int, ...]:
        return *word.written, word.begin, word.end

    @staticmethod
    def _word(first: int, second: int, third: int, fourth: int) -> WordClip:
        return WordClip((first, second), third, fourth)
