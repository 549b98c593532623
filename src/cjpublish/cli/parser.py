"""What a command line may say."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TypeAlias

from cjpublish import __version__

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

__all__ = ["parsed"]

_COMMANDS = ("build", "new", "import", "narrate", "plan", "check", "diff", "serve", "voices", "cache", "clean")

_EPILOG = """\
first steps:
  cjpublish new my-article     make a folder with a small example in it
  cd my-article && cjpublish   make its EPUB and its audio edition in dist/
  cjpublish import page.html   turn a page, a text, a Word document or an EPUB into a manuscript
  cjpublish narrate book.epub  give an e-book a voice: import it and build it at once
  cjpublish plan               see what would be said, by whom, and how long it takes
  cjpublish check              see whether what was made is fit to publish
  cjpublish serve              read it and listen to it in your browser, as others will

exit codes: 0 done, 1 a check found something that is not fit to publish, 2 something to mend in the manuscript, the
settings or the command, 3 a voice could not speak, 4 warnings with --strict, 5 the disk refused a file, 130 stopped by
you
"""


def parsed(words: list[str]) -> argparse.Namespace:
    """Return what a command line says; argparse alone takes no edition's name behind an option."""
    words = _with_default_command(words)
    parser = _parser()
    options, rest = parser.parse_known_args(words)
    if rest and ("editions" not in options or any(word.startswith("-") for word in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        options.editions = [*options.editions, *rest]
    return options


def _with_default_command(words: list[str]) -> list[str]:
    """Take `cjpublish [EDITION…]` for `cjpublish build [EDITION…]`."""
    if words and (words[0] in _COMMANDS or words[0] in ("-h", "--help", "--version")):
        return words
    return ["build", *words]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cjpublish",
        description="Make an accessible EPUB and a narrated audio edition of a manuscript, again after each edit.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"cjpublish {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    making = (_add_build, _add_new, _add_import, _add_narrate)
    looking = (_add_plan, _add_check, _add_diff, _add_serve, _add_voices, _add_store, _add_clean)
    for add in (*making, *looking):
        _add_output(add(commands))
    return parser


def _add_build(commands: _Commands) -> argparse.ArgumentParser:
    build = commands.add_parser(
        "build",
        help="make the editions (what `cjpublish` does when no command is named)",
        description="Make the editions that publication.yaml asks for, or those that are named, in dist/.",
    )
    build.add_argument("editions", nargs="*", metavar="EDITION", help="such as epub, readalong, m4b; all by default")
    _add_folder(build)
    _add_cache(build)
    _add_voice(build)
    build.add_argument("--out", type=Path, metavar="DIR", help="where results go (default: dist/ in the folder)")
    build.add_argument("--jobs", type=_jobs, metavar="N", help="worker processes (default: one for each core)")
    build.add_argument(
        "--executor", metavar="ADDRESS", help="speak and encode on a cluster: dask://HOST:8786 (README: Many machines)"
    )
    build.add_argument(
        "--strict", action="store_true", help="take warnings for errors: make nothing of what has any, exit with 4"
    )
    return build


def _add_new(commands: _Commands) -> argparse.ArgumentParser:
    new = commands.add_parser("new", help="make a folder with a small example to start from")
    new.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    return new


def _add_import(commands: _Commands) -> argparse.ArgumentParser:
    bring = commands.add_parser(
        "import",
        help="turn a text, a web page, a Word document or an EPUB into a manuscript",
        description="Turn what you have into a manuscript that builds: a copied text, a saved web page, a Word "
        "document, an EPUB, or Markdown of another tool. import-report.md says what was kept, what was left out and "
        "why, and what is left for you to do.",
    )
    _add_source(bring)
    return bring


def _add_narrate(commands: _Commands) -> argparse.ArgumentParser:
    narrate = commands.add_parser(
        "narrate",
        help="import a file and build it at once, as to give an e-book a voice",
        description="Import a file, then make its editions in dist/ of the new folder. Where something has to be "
        "mended first, the manuscript stays: mend it and run `cjpublish -C DIR`.",
    )
    _add_source(narrate)
    _add_cache(narrate)
    narrate.add_argument("editions", nargs="*", metavar="EDITION", help="such as epub, readalong, m4b; all by default")
    narrate.add_argument("--jobs", type=_jobs, metavar="N", help="worker processes (default: one for each core)")
    narrate.set_defaults(folder=None, voice=None, out=None, executor=None, strict=False)
    return narrate


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="a .txt, .html, .docx, .epub or .md file")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DIR", help="the publication's folder (default: named after the title)"
    )
    parser.add_argument("--force", action="store_true", help="replace the manuscript that is there, as a whole")
    parser.add_argument("--fetch", action="store_true", help="fetch pictures, or the page itself, from the network")


def _add_plan(commands: _Commands) -> argparse.ArgumentParser:
    plan = commands.add_parser(
        "plan",
        help="show what would be said, by whom and how long; speaks nothing",
        description="Show what would be said, by whom, how long it plays and what is spoken already. Speaks nothing.",
    )
    _add_folder(plan)
    _add_cache(plan)
    _add_voice(plan)
    plan.add_argument("--text", action="store_true", help="show every sentence as it will be spoken")
    return plan


def _add_check(commands: _Commands) -> argparse.ArgumentParser:
    check = commands.add_parser(
        "check",
        help="say whether what was made, or any other file, is fit to publish",
        description="Check a publication's folder with all that was made of it, a folder of finished files, or one "
        "file, whoever made it: an EPUB, an audiobook, captions. EPUBCheck and Ace are asked where they are installed, "
        "and all sound is decoded and measured. Exit codes: 0 fit, 1 something found, 2 not all could be checked.",
    )
    check.add_argument(
        "target", nargs="?", type=Path, metavar="TARGET", help="a folder or a file, seen from --folder (default: that)"
    )
    _add_folder(check)
    _add_cache(check)
    check.add_argument("--out", type=Path, metavar="DIR", help="where the results are (default: dist/ in the folder)")
    check.add_argument(
        "--fail-on",
        choices=["error", "warning", "note"],
        default="error",
        help="exit with 1 where something at least this bad is found (default: error)",
    )
    check.add_argument(
        "--profile", choices=["podcast", "acx", "broadcast"], help="the loudness asked for (default: the publication's)"
    )
    check.add_argument("--listen", action="store_true", help="have the narration recognised and compared with the text")
    check.add_argument("--no-tools", action="store_true", help="ask neither EPUBCheck nor Ace")
    check.add_argument("--no-sound", action="store_true", help="measure no sound")
    check.add_argument("--report", type=Path, metavar="FILE.html", help="write the report here (dist/ has one anyway)")
    check.add_argument("--sarif", type=Path, metavar="FILE", help="write the findings as SARIF 2.1.0")
    check.add_argument("--jobs", type=_jobs, metavar="N", help="worker processes (default: one for each core)")
    return check


def _add_diff(commands: _Commands) -> argparse.ArgumentParser:
    diff = commands.add_parser(
        "diff",
        help="say what changed between two builds: text, descriptions, narration and sound",
        description="Compare two builds, each a publication's folder, its dist/, or one of its EPUBs.",
    )
    diff.add_argument("old", type=Path, metavar="OLD", help="the earlier build")
    diff.add_argument("new", type=Path, metavar="NEW", help="the later build")
    return diff


_SERVE_EPILOG = """\
examples:
  cjpublish serve                   look at the site in your browser; it is built first where there is none
  cjpublish serve --reload          write in one window and see the page in another, with what is to be mended
  cjpublish serve --host 0.0.0.0    open it on your phone, in the same network: the address is shown

Only this machine can reach the site unless --host says otherwise. It is shown as any web host would show it, so what
works here works there: to publish it, copy the folder dist/site to your web host. Ctrl-C ends it (exit code 0).
"""


def _add_serve(commands: _Commands) -> argparse.ArgumentParser:
    serve = commands.add_parser(
        "serve",
        help="show the site in your browser, and with --reload while you write",
        description="Show the site that a build has made in dist/site/, in any browser on this machine.",
        epilog=_SERVE_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_folder(serve)
    _add_cache(serve)
    serve.add_argument("--out", type=Path, metavar="DIR", help="where the results are (default: dist/ in the folder)")
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="who can reach it: 0.0.0.0 for all in your network (default: 127.0.0.1, this machine alone)",
    )
    serve.add_argument(
        "--port", type=_port, metavar="N", help="the port (default: 8000, or the next free one; 0 for any free one)"
    )
    serve.add_argument("--reload", action="store_true", help="build again when a file is saved, and refresh open pages")
    serve.add_argument("--jobs", type=_jobs, metavar="N", help="worker processes of a build (default: one a core)")
    return serve


def _add_voices(commands: _Commands) -> argparse.ArgumentParser:
    voices = commands.add_parser(
        "voices",
        help="list the voices, hear one or all, or fetch one",
        description="List the voices of the publication and the engines at hand, or do one of these with voices.",
    )
    _add_folder(voices)
    actions = voices.add_subparsers(dest="action", metavar="ACTION", title="actions")
    say = actions.add_parser("say", help="speak a text into a WAV file")
    say.add_argument("text", metavar="TEXT", help="what to say")
    say.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.wav", help="where the sound goes")
    say.add_argument("--voice", metavar="NAME", help="a voice of the folder (default: the one that reads the text)")
    _add_compare(actions)
    _add_add(actions)
    return voices


def _add_compare(actions: _Commands) -> None:
    compare = actions.add_parser(
        "compare",
        help="make a page with a text in every voice that is at hand",
        description="Make one page with a text in every voice of the publication and of the engines on this machine. "
        "A voice on the network is asked only where a voice file names it.",
    )
    compare.add_argument("text", metavar="TEXT", help="what to say")
    compare.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("voices.html"),
        metavar="FILE.html",
        help="the page (default: voices.html here; only an older comparison is replaced)",
    )


def _add_add(actions: _Commands) -> None:
    add = actions.add_parser(
        "add",
        help="fetch a voice from its publisher, once, and write its voice file",
        description="Fetch the files of a voice (93 MB) from their publishers into your data folder, verify them, and "
        "write voices/NAME.yaml where it is not there yet.",
    )
    add.add_argument("engine", choices=["kokoro"], help="whose voice")
    add.add_argument("--voice", metavar="VOICE", help="the engine's own name of it (default: best in the language)")
    add.add_argument("--name", default="kokoro", metavar="NAME", help="the voice file's name (default: kokoro)")


_CACHE_EPILOG = """\
examples:
  cjpublish cache                      how much the store holds, and how much it may
  cjpublish cache prune                forget what was used least lately, down to the limit
  cjpublish cache prune --limit 5GB    the same, down to 5 GB; --limit 0 forgets all
  cjpublish cache verify               read every file and delete what is damaged

Nothing in the store is lost for good: what is missing is spoken and made again when it is needed. A build that ends
with more in the store than CJPUBLISH_CACHE_LIMIT (20GB unless you set it, as in CJPUBLISH_CACHE_LIMIT=5GB; 0 keeps
nothing) prunes it by itself to 90 %. Any number of builds may run at once; the store is pruned when none is running.
Exit codes: 0 done, 1 something was damaged, 2 a build is running or the limit is no amount, 5 the disk refused a file.
"""


def _add_store(commands: _Commands) -> argparse.ArgumentParser:
    store = commands.add_parser(
        "cache",
        help="say how much the store of spoken clips holds; prune or verify it",
        description="The store keeps what was spoken and made, of all publications, so that it is not made again.",
        epilog=_CACHE_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_cache(store)
    actions = store.add_subparsers(dest="action", metavar="ACTION", title="actions")
    tell = "say where the store is, how much it holds and may hold, and when it was used (what `cache` alone does)"
    forget = "forget what was used least lately, down to the limit"
    read = "read every file, in several threads; delete what is damaged, and half-written files older than a day"
    for name, what in (("size", tell), ("prune", forget), ("verify", read)):
        action = actions.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
        for add in (_add_cache, _add_output):
            add(action, default=argparse.SUPPRESS)  # what was said before the action holds
        if name == "prune":
            action.add_argument("--limit", metavar="SIZE", help="such as 5GB or 500MB (default: the store's limit)")
    return store


def _add_clean(commands: _Commands) -> argparse.ArgumentParser:
    clean = commands.add_parser(
        "clean",
        help="delete what was made in dist/",
        description="Delete what cjpublish made in dist/; files of your own there stay.",
    )
    _add_folder(clean)
    _add_cache(clean)
    clean.add_argument("--out", type=Path, metavar="DIR", help="the folder to clean (default: dist/ in the folder)")
    clean.add_argument("--store", action="store_true", help="also forget every spoken clip, of all publications")
    return clean


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-C", "--folder", type=Path, default=Path(), metavar="DIR", help="the publication's folder (default: this one)"
    )


def _add_voice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--voice", metavar="NAME", help="have everything said by this voice of the folder")


def _add_output(parser: argparse.ArgumentParser, **default: Any) -> None:
    parser.add_argument("--json", action="store_true", help="write the result as JSON to standard output", **default)
    parser.add_argument("-q", "--quiet", action="store_true", help="write only what went wrong", **default)


def _add_cache(parser: argparse.ArgumentParser, **default: Any) -> None:
    what = "where spoken clips are kept (default: your cache folder)"
    parser.add_argument("--cache", type=Path, metavar="DIR", help=what, **default)


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of processes; 1 or more")
    return int(text)


def _port(text: str) -> int:
    if not (text.isdecimal() and text.isascii()) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port; a number from 0 to 65535")
    return int(text)
