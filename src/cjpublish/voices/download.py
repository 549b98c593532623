"""Files from their publishers on the network: whole, the ones that are meant, or not there at all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib import request
from urllib.error import HTTPError, URLError

from cjpublish.engines.kokoro import PublishedFile
from cjpublish.errors import EngineError, Finding, Severity, Source, disk_faults
from cjpublish.progress import advance

__all__ = ["fetch"]

_CHUNK = 1 << 18
_TIMEOUT = 30
"""Seconds to wait for the network to go on."""
_GO_ON = "run the same command again: it goes on where it stopped"


def fetch(files: Sequence[PublishedFile], folder: Path) -> tuple[Path, ...]:
    """Bring files into a folder from where their publishers have them; return those that were not there already.

    Only over HTTPS with a certificate that the system trusts, redirections included. A file is there when its SHA-256
    is the one expected, and gets its name only then: what came of one that broke off lies beside it as NAME.part.

    Raises EngineError where a publisher can't be reached, sends too little or something else, and DiskError where the
    disk refuses.
    """
    total = sum(file.size for file in files)
    before = 0
    fetched = []
    with disk_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            target = folder / file.name
            if not target.is_file() or _sha256(target) != file.sha256:
                _fetch(file, target, before, total)
                fetched.append(target)
            before += file.size
            advance("download", before, total)
    return tuple(fetched)


def _fetch(file: PublishedFile, target: Path, before: int, total: int) -> None:
    part = target.with_name(f"{target.name}.part")
    size = part.stat().st_size if part.is_file() else 0
    if size < file.size:
        with _answer(file, size) as answer:
            # RFC 9110, 15.3.7: only 206 is the part that was asked for; 200 is the whole.
            size = size if answer.status == 206 else 0
            advance("download", before + size, total)
            with part.open("r+b" if size else "wb") as output:
                output.seek(size)
                while size <= file.size and (content := _read(answer, file)):
                    output.write(content)
                    size += len(content)
                    advance("download", before + min(size, file.size), total)
    if size < file.size:
        raise _fault(file, "download-broken", f"broke off after {size:,} of {file.size:,} bytes", _GO_ON)
    found = _sha256(part)
    if found != file.sha256:
        part.unlink()
        message = f"isn't the file that is meant: its SHA-256 is {found}, and {file.sha256} was expected"
        raise _fault(file, "download-changed", message, "try again; if it stays so, its publisher has changed it")
    part.replace(target)


def _answer(file: PublishedFile, size: int) -> HTTPResponse:
    """Ask for a file from its byte `size` on."""
    asked = request.Request(file.url, headers={"User-Agent": "cjpublish"})  # noqa: S310 (the opener knows only HTTPS)
    if size:
        asked.add_header("Range", f"bytes={size}-")
    try:
        answer: HTTPResponse = _opener().open(asked, timeout=_TIMEOUT)
    except HTTPError as error:
        with error:
            raise _fault(file, "download-refused", f"is refused by its server (status {error.code})", _GO_ON) from error
    except (URLError, HTTPException, OSError) as error:
        why = error.reason if isinstance(error, URLError) else error
        raise _fault(
            file, "download-offline", f"can't be reached: {why}", f"check the network, then {_GO_ON}"
        ) from error
    return answer


def _opener() -> request.OpenerDirector:
    """Return an opener that knows HTTPS and nothing else, so that no redirection leads to less."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPSHandler(),
        request.HTTPRedirectHandler(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _read(answer: HTTPResponse, file: PublishedFile) -> bytes:
    try:
        return answer.read(_CHUNK)
    except (HTTPException, OSError) as error:
        raise _fault(file, "download-broken", f"broke off: {error}", _GO_ON) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _fault(file: PublishedFile, code: str, message: str, fix: str) -> EngineError:
    return EngineError([Finding(code, Severity.ERROR, f"{file.name} {message}", Source(file.url), fix)])
