"""The renderer: tokens as HTML that the shared converter reads, each piece with the line that it comes from."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from cjpublish.importers.markdown.account import Account
from cjpublish.importers.markdown.templates import filled, replaced

__all__ = ["Renderer"]

_FORMAT = re.compile(r"\{=(\w+)\}")
_LANGUAGE = re.compile(r"\{[^}]*?\.([\w+#-]+)[^}]*\}|([\w+#.-]+)")
_Env = MutableMapping[str, Any]


class Renderer(RendererHTML):
    """Writes each kind of token; `env["at"]` is the line of the file that is being written."""

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write code; pandoc's raw HTML is HTML, and what is raw for another format is cut."""
        token = tokens[idx]
        account: Account = env["account"]
        raw = _FORMAT.match(token.info.strip())
        if raw and raw.group(1).startswith("html"):
            return filled(token.content, env, env["at"])
        if raw:
            account.cut(f"for {raw.group(1)} only", token.content, env["at"])
            return ""
        found = _LANGUAGE.match(token.info.strip())
        language = (found.group(1) or found.group(2) or "") if found else ""
        if token.info.strip() not in (language, f"{{.{language}}}"):
            account.cut("what stands beside the language of code", token.info, env["at"])
        named = f' class="language-{escape(language)}"' if language else ""
        return f"<pre><code{named}>{escape(token.content, quote=False)}</code></pre>\n"

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write HTML as it is."""
        return filled(tokens[idx].content, env, env["at"])

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write HTML as it is."""
        return filled(tokens[idx].content, env, env["at"])

    def softbreak(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write the end of a line."""
        env["at"] += 1
        return "\n"

    def hardbreak(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write a line break."""
        env["at"] += 1
        return "<br>\n"

    def template(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write what a tag stands for."""
        return replaced(tokens[idx].content, env, env["at"])

    def template_comment(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Cut what a template has for its writers."""
        account: Account = env["account"]
        account.cut("comment", tokens[idx].content, env["at"])
        return ""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write a picture, its title as its caption; where alternative text is apart, the brackets hold the caption."""
        token = tokens[idx]
        own = token.attrs.get("fig-alt", token.attrs.get("alt") or None)
        said = " ".join(_plain(token.children or []).split())
        title = str(token.attrs.get("title") or "")
        alt, caption = (str(own), said) if own is not None else (said, title)
        language = f' lang="{escape(str(token.attrs["lang"]))}"' if "lang" in token.attrs else ""
        # Nobody says with `![](bed.png)` that a picture is decorative.
        written = f' alt="{escape(alt)}"' if alt or own is not None else ""
        picture = f'<img src="{escape(str(token.attrs["src"]))}"{written}{language}>'
        if not caption:
            return picture
        return f"<figure>{picture}<figcaption>{escape(caption)}</figcaption></figure>"

    def span_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write a span; a manuscript's `[12]{.page}` is where a printed page begins."""
        if str(tokens[idx].attrs.get("class", "")) != "page":
            return self.renderToken(tokens, idx, options, env)
        label = tokens[idx + 1].content if idx + 1 < len(tokens) else ""
        return f'<span role="doc-pagebreak" aria-label="{escape(label)}">'

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write a reference to a note."""
        number = int(tokens[idx].meta["id"]) + 1
        place = f"fnref-{number}-{tokens[idx].meta.get('subId', 0)}"
        return f'<a role="doc-noteref" href="#fn-{number}" id="{place}">{number}</a>'

    def footnote_block_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Begin the notes."""
        return '<section role="doc-endnotes">\n'

    def footnote_block_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """End the notes."""
        return "</section>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Begin a note."""
        return f'<aside role="doc-footnote" id="fn-{int(tokens[idx].meta["id"]) + 1}">\n'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """End a note."""
        return "</aside>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write nothing: the way back is made anew."""
        return ""

    def math_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write a formula as its source, and tell it."""
        _tell_formula(env)
        return f"<code>{escape(tokens[idx].content, quote=False)}</code>"

    def math_inline_double(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write a formula as its source, and tell it."""
        return self.math_inline(tokens, idx, options, env)

    def math_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write a formula as its source, and tell it."""
        _tell_formula(env)
        return f'<pre><code class="language-latex">{escape(tokens[idx].content.strip(), quote=False)}\n</code></pre>\n'

    def math_block_label(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: _Env) -> str:
        """Write a formula as its source, and tell it."""
        return self.math_block(tokens, idx, options, env)


def _plain(tokens: Sequence[Token]) -> str:
    """Return the words of a text, without markup."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline", "math_inline", "math_inline_double"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(_plain(token.children or []))
    return "".join(parts)


def _tell_formula(env: _Env) -> None:
    account: Account = env["account"]
    fix = "say it in words, or draw it and describe the picture"
    account.warn("formula", "a formula stands as its source, which no voice can read", env["at"], fix)
