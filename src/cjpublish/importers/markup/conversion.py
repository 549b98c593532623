"""What one conversion gathers besides blocks: cuts, findings, and which heading each name belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from cjpublish.draft import Block, Cut, Heading
from cjpublish.errors import Finding, Severity
from cjpublish.importers.markup import names
from cjpublish.importers.markup.hooks import Element, Hooks

__all__ = ["Conversion"]


@dataclass(slots=True)
class Conversion:
    """Grows while a tree is walked."""

    root: Element
    """The tree."""
    hooks: Hooks
    """What the caller knows."""
    language: str
    """The publication's."""
    cuts: list[Cut] = field(default_factory=list)
    """In order."""
    findings: list[Finding] = field(default_factory=list)
    """In order."""
    moved: set[Element] = field(default_factory=set)
    """Elements that are said elsewhere: long descriptions."""
    described: dict[Element, list[Element]] = field(default_factory=dict)
    """The tree's own texts that describe a picture."""
    targets: dict[str, Element] | None = None
    """The tree's elements by id, once one was looked for."""
    wordless: dict[Element, bool] = field(default_factory=dict)
    """Whether a link has no text, for links around pictures."""
    waiting: list[str] = field(default_factory=list)
    """Names that no word has followed yet: a heading that comes next takes them."""
    headings: list[list[str]] = field(default_factory=lambda: [[]])
    """The names of each heading, after those of what stands before the first."""

    def cut(self, reason: str, element: Element, text: str | None = None) -> None:
        """Record that an element is left out, with its text unless another is given; nothing where that is blank."""
        said = " ".join(("".join(texts(element)) if text is None else text).split())
        if said:
            self.cuts.append(Cut(reason, said, element.sourceline or 0))

    def note(self, code: str, message: str, element: Element, fix: str = "") -> None:
        """Record what was changed."""
        self._found(code, Severity.NOTE, message, element, fix)

    def warn(self, code: str, message: str, element: Element, fix: str) -> None:
        """Record what a person must look at."""
        self._found(code, Severity.WARNING, message, element, fix)

    def _found(self, code: str, severity: Severity, message: str, element: Element, fix: str) -> None:
        self.findings.append(Finding(code, severity, message, self.hooks.place(element.sourceline or 0), fix))

    def named(self, element: Element) -> None:
        """Take an element's names that links lead to."""
        if element.attrib:
            self.waiting.extend(filter(None, map(self.hooks.anchor, names.identifiers(element))))

    def words(self) -> None:
        """Say that words came: the names before them belong to what stands there."""
        if self.waiting:
            self.headings[-1].extend(self.waiting)
            self.waiting.clear()

    def heading_begins(self) -> None:
        """Say that a heading begins, which takes the names that no word has followed."""
        self.headings.append([])
        self.words()

    def heading_vanishes(self) -> None:
        """Say that the heading that began has no text, and is none."""
        self.headings[-2].extend(self.headings.pop())

    def target(self, name: str) -> Element | None:
        """Return the element with an id."""
        if self.targets is None:
            self.targets = {}
            for element in self.root.iter():
                if names.name(element):
                    for each in names.identifiers(element):
                        self.targets.setdefault(each, element)
        return self.targets.get(name)

    def has_no_text(self, link: Element) -> bool:
        """Tell whether a link holds no words."""
        if link not in self.wordless:
            self.wordless[link] = not "".join(link.itertext()).strip()
        return self.wordless[link]

    def identified(self, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], dict[str, str]]:
        """Return the tree's blocks with the ids of their headings, and the names that are led to a heading."""
        self.words()
        aliases = dict.fromkeys(self.headings[0], "")
        found: list[Block] = []
        groups = iter(self.headings[1:])
        for block in blocks:
            if isinstance(block, Heading):
                own = list(dict.fromkeys(next(groups)))
                block = replace(block, id=own[0] if own else "")
                aliases |= dict.fromkeys(own[1:], block.id)
            found.append(block)
        return tuple(found), aliases


_SILENT = frozenset({"script", "style", "template", "head"})


def texts(element: Element) -> Iterable[str]:
    """Yield the texts within an element, none of scripts and the like, with a space between its parts."""
    stack: list[tuple[Element, bool]] = [(element, True)]
    while stack:
        node, entering = stack.pop()
        if not entering:
            yield node.tail or ""
            continue
        tag = names.name(node)
        if node is not element:
            stack.append((node, False))
        if tag and tag not in _SILENT:
            if names.is_block(node) or tag == "br":
                yield " "
            yield node.text or ""
            stack.extend((child, True) for child in reversed(node))
