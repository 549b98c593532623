"""Notes and addresses that nothing refers to, which the parser would leave out in silence: cut, and told."""

from __future__ import annotations

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from cjpublish.importers.markdown.account import Account

__all__ = ["uncalled"]


def uncalled(state: StateCore) -> None:
    """Record each note and address that nothing refers to, and each note whose name a later one takes.

    A rule between inlines and `footnote_tail`.
    """
    account: Account = state.env["account"]
    numbers: dict[str, int] = state.env.get("footnotes", {}).get("refs", {})
    notes: dict[str, tuple[str, int]] = {}
    label, line, parts = "", 0, list[str]()
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label, line, parts = str(token.meta["label"]), _line(token, state), []
        elif token.type == "footnote_reference_close":
            if label in notes:
                account.cut(f"a note whose name, {label}, a later one takes", *notes[label])
            notes[label] = "\n\n".join(parts), line
        else:
            parts.append(token.content)
    for label, (text, line) in notes.items():
        if numbers.get(f":{label}", -1) < 0:
            account.cut("a note that nothing refers to", text, line)
    _addresses(state, account)


def _addresses(state: StateCore, account: Account) -> None:
    children = [child for token in state.tokens for child in token.children or ()]
    # A picture's own children are its alternative text, in which links have no place.
    used = {child.attrs.get(name) for child in children for name in ("href", "src")}
    for label, reference in state.env.get("references", {}).items():
        if "map" in reference and reference["href"] not in used:
            line = reference["map"][0] + 1 + int(state.env["line"])
            account.cut(
                "an address that nothing refers to", f"[{label}]: {reference['href']} {reference['title']}", line
            )


def _line(token: Token, state: StateCore) -> int:
    return (token.map[0] if token.map else 0) + 1 + int(state.env["line"])
