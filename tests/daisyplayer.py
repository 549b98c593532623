"""Runs Debian's daisy-player in a terminal of its own, with a sound card that writes down what it plays."""

from __future__ import annotations

import fcntl
import os
import pty
import pwd
import re
import select
import shutil
import struct
import subprocess
import termios
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

__all__ = ["DOWN", "ENTER", "Played", "play"]

DOWN, ENTER = "2", "\r"
"""Keys of the player: to the next item, and play it."""
_ALSA = Path("/usr/share/alsa/alsa.conf")
_CARD = """\
<{alsa}>
pcm.!default {{
  type plug
  slave {{
    pcm {{ type file slave.pcm null file "|cat >> {sound}" format raw }}
    format S16_LE channels 1 rate {rate}
  }}
}}
"""
_ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>])")
_PATIENCE = 60
"""Seconds after which a player that still plays is stopped; the sound card plays without delay."""


@dataclass(frozen=True, slots=True)
class Played:
    """What a reader saw and heard."""

    screen: str
    """All that was printed before the first key, without control sequences, line by line as it was drawn."""
    sound: NDArray[np.float64]
    """All that was played, full scale 1."""


def play(book: Path, keys: str, rate: int, folder: Path) -> Played:
    """Open a book, press keys and wait until all is played and the player ends; skip the test where it can't run.

    `proot` gives the player a home in `folder`, a list of sound cards, and a user who may use them: it looks all of it
    up at fixed places. The sound is mono at `rate` Hz.
    """
    command = [*_world(folder), "daisy-player", "-i", "-n", "-d", "default:alsa", str(book)]
    sound = folder / "sound.raw"
    card = folder / "asound.conf"
    card.write_text(_CARD.format(alsa=_ALSA, sound=sound, rate=rate), encoding="utf-8")
    environment = {**os.environ, "ALSA_CONFIG_PATH": str(card), "TERM": "vt100", "LC_ALL": "C.UTF-8"}
    terminal, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 25, 80, 0, 0))
    player = subprocess.Popen(
        command, stdin=inside, stdout=inside, stderr=inside, env=environment, start_new_session=True
    )
    os.close(inside)
    try:
        screen = _read(terminal, until=" 1/1 ", quiet=1.0)
        for key in keys:
            os.write(terminal, key.encode())
            _read(terminal, until="", quiet=0.3)
        _read(terminal, until="\0", quiet=_PATIENCE)
    finally:
        player.kill()
        player.wait()
        os.close(terminal)
    assert sound.is_file(), f"nothing was played:\n{screen}"
    return Played(screen, np.frombuffer(sound.read_bytes(), "<i2") / 32768)


def _read(terminal: int, until: str, quiet: float) -> str:
    """Return what is printed until a text is among it and then nothing more for `quiet` seconds, or the player ends."""
    printed = b""
    begin = time.monotonic()
    while time.monotonic() - begin < _PATIENCE:
        ready, _, _ = select.select([terminal], [], [], quiet)
        if not ready:
            if until.encode() in printed:
                break
            continue
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux says EIO when the other side has closed the terminal
            break
        if not chunk:
            break
        printed += chunk
    return _ESCAPES.sub("\n", printed.decode(errors="replace"))


def _world(folder: Path) -> list[str]:
    """Return the command that puts a program into a world with sound cards; skip the test where it can't be had."""
    missing = [name for name in ("daisy-player", "proot", "unar") if shutil.which(name) is None]
    if not _ALSA.is_file() or not list(Path("/usr/lib").glob("*/sox/libsox_fmt_alsa.so")):
        missing.append("libsox-fmt-alsa")
    if missing:
        pytest.skip(f"not installed, of Debian's packages: {', '.join(missing)}")
    home = folder / "home"
    home.mkdir()
    user, group = pwd.getpwuid(os.getuid()).pw_name, os.getgid()
    places = {
        "/etc/passwd": f"{user}:x:{os.getuid()}:{group}::{home}:/bin/sh\n",
        "/etc/group": f"{user}:x:{group}:\naudio:x:29:{user}\n",
        "/proc/asound/cards": "",
    }
    command = ["proot"]
    for number, (place, content) in enumerate(places.items()):
        file = folder / f"world-{number}" / Path(place).name
        file.parent.mkdir()
        file.write_text(content, encoding="utf-8")
        is_folder = place.startswith("/proc")
        command += ["-b", f"{file.parent}:{Path(place).parent}" if is_folder else f"{file}:{place}"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("proot can't run here")
    return command
