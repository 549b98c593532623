"""A chapter's page in Chromium, watched while it is read and heard."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ["Chapter", "Listener", "Seen", "chapters", "listener", "unlike"]

_WATCH = """
window.seen = [];
window.said = [];
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => {
    const text = document.querySelector("#Player [role=status]")?.textContent ?? "";
    if (text && text !== window.said.at(-1)) window.said.push(text);
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
});
const look = () => {
  const sound = document.querySelector("#Player audio");
  if (sound && !sound.paused) {
    const [word] = CSS.highlights.get("word") ?? [];
    const marked = document.querySelectorAll(".spoken");
    window.seen.push([sound.currentSrc, sound.currentTime, [...marked].map((each) => each.id), String(word ?? "")]);
  }
  setTimeout(look, 20);
};
look();
"""
"""Notes down, often: which sound is where, which sentences and which word are marked; what is said; what moves."""

TOLERANCE = 0.25
"""Seconds by which what is marked may be early or late."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as dist/*.timeline.json has it, in seconds from its own start."""

    id: str
    sentences: tuple[tuple[str, str, float, float], ...]
    """Id, text, begin and end."""
    words: tuple[tuple[str, str, float, float], ...]
    """The id of the sentence, the word as written, begin and end."""
    length: float

    def spoken(self, moment: float, leeway: float) -> set[str]:
        """Return the sentences that may be marked at a time: until the next begins, more or less."""
        found: set[str] = set()
        ends = [*(begin for _, _, begin, _ in self.sentences[1:]), self.length]
        for (name, _, begin, _), end in zip(self.sentences, ends, strict=True):
            if begin - leeway <= moment <= end + leeway:
                found.add(name)
        if moment < self.sentences[0][2] + leeway:
            found.add("")
        return found

    def said(self, moment: float, leeway: float) -> set[str]:
        """Return the words that may be marked at a time."""
        ends = [*(begin for *_, begin, _ in self.words[1:]), self.length]
        near = zip(self.words, ends, strict=True)
        return {text for (_, text, begin, _), end in near if begin - leeway <= moment <= end + leeway}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was marked while a sound was at a time."""

    sound: str
    """The name of its file."""
    moment: float
    marked: tuple[str, ...]
    """Ids."""
    word: str


@dataclass
class Listener:
    """A person at the page."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def seen(self) -> list[Seen]:
        """Return what was marked since it was asked last."""
        rows = self.page.evaluate("window.seen.splice(0)")
        return [Seen(sound.split("/")[-1].split("?")[0], at, tuple(ids), word) for sound, at, ids, word in rows]

    def said(self) -> list[str]:
        """Return what was said to people who can't see, since it was asked last."""
        return list(self.page.evaluate("window.said.splice(0)"))

    def moment(self) -> float:
        """Return where the sound is."""
        return float(self.page.evaluate("document.querySelector('#Player audio').currentTime"))

    def playing(self) -> bool:
        return not self.page.evaluate("document.querySelector('#Player audio').paused")

    def marked(self) -> str:
        """Return the id of the sentence that is marked, empty where none is."""
        return str(self.page.evaluate("document.querySelector('.spoken')?.id ?? ''"))

    def button(self, name: str) -> Any:
        """Return a button of the player."""
        return self.page.locator("#Player").get_by_role("button", name=name, exact=True)

    def play(self) -> None:
        self.page.locator(".listen").click()
        self.until(lambda: self.moment() > 0.05 and self.playing())

    def open(self, panel: str) -> Any:
        """Open a panel and return it."""
        self.button(panel).click()
        return self.page.locator(".panel:not([hidden])")

    def until(self, true: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until something is so; fail where it is not in time."""
        last = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < last, "it never came to be"
            self.page.wait_for_timeout(20)

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))

    def shot(self, name: str) -> None:
        folder = Path(os.environ.get("CJPUBLISH_SHOTS") or Path(tempfile.gettempdir()) / "cjpublish-site")
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"listening-{name}.png")


def chapters(dist: Path) -> dict[str, Chapter]:
    """Return the chapters of a build by id."""
    (file,) = dist.glob("*.timeline.json")
    found = json.loads(file.read_text(encoding="utf-8"))["chapters"]
    return {each["id"]: _chapter(each) for each in found}


def _chapter(found: dict[str, Any]) -> Chapter:
    start = found["begin"]
    sentences = tuple((s["id"], s["text"], s["begin"] - start, s["end"] - start) for s in found["sentences"])
    words = tuple(
        (sentence["id"], sentence["text"][slice(*word["written"])], word["begin"] - start, word["end"] - start)
        for sentence in found["sentences"]
        for word in sentence.get("words", ())
    )
    return Chapter(found["id"], sentences, words, found["end"] - start)


def unlike(seen: Sequence[Seen], chapter: Chapter, rate: float = 1) -> list[str]:
    """Return where what was marked is not what the Timeline says; `rate` is how fast the sound was played."""
    found, leeway = [], TOLERANCE * rate
    for each in seen:
        wanted, words = chapter.spoken(each.moment, leeway), chapter.said(each.moment, leeway)
        if len(each.marked) > 1 or "".join(each.marked) not in wanted:
            found.append(f"{each.moment:.3f}: {each.marked}, not {wanted}")
        elif each.word and each.word not in words:
            found.append(f"{each.moment:.3f}: {each.word!r}, not {words}")
    return found


@contextmanager
def listener(
    browser: Browser, address: str, *, before: str = "", allowed: str = "\0", **options: Any
) -> Iterator[Listener]:
    """Open a page in a context of its own; fail where it says that something is wrong, but for what is `allowed`.

    `before` is a script that runs before any of the page's.
    """
    context: BrowserContext = browser.new_context(service_workers="block", **options)
    page = context.new_page()
    found = Listener(page)
    page.on("console", lambda message: found.faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.faults.append(str(error)))
    page.add_init_script(_WATCH + before)
    try:
        page.goto(address)
        if options.get("java_script_enabled", True):
            page.locator("#Player").wait_for(state="attached")
        yield found
        assert [fault for fault in found.faults if allowed not in fault] == []
    finally:
        context.close()
