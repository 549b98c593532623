"""What the voice and the encoders alone take for a publication: one process, nothing else done, nothing overlapping.

    python bench/alone.py FOLDER

Prints the processor seconds of the engines, those of the loudness and the encoders, and how long the sound plays.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import cjpublish
from cjpublish import engines
from cjpublish.audio import encode, loudness
from cjpublish.model import Speech, Utterance

__all__ = ["main"]


class _Voices:
    """Speaks each clip once, as a build does, and adds up what that takes; loading a model does not count."""

    def __init__(self, utterances: Sequence[Utterance]) -> None:
        self.seconds = 0.0
        self._often = Counter(each.key for each in utterances)
        self._kept: dict[str, Speech] = {}
        self._engines = {name: engines.load(name) for name in {each.voice.engine for each in utterances}}
        for utterance in {each.voice: each for each in utterances}.values():
            self._engines[utterance.voice.engine].speak(utterance.text, utterance.voice)

    def speak(self, utterance: Utterance) -> Speech:
        if utterance.key in self._kept:
            return self._kept[utterance.key]
        begin = time.process_time()
        speech = self._engines[utterance.voice.engine].speak(utterance.text, utterance.voice)
        self.seconds += time.process_time() - begin
        if self._often[utterance.key] > 1:
            self._kept[utterance.key] = speech
        return speech


def main(folder: Path) -> dict[str, float]:
    """Return what is printed."""
    with TemporaryDirectory() as cache:
        plan = cjpublish.plan(cjpublish.read(folder), cache=Path(cache)).plan
    voices = _Voices([each for _, utterances in plan.documents for each in utterances])
    profile = loudness.PROFILES[plan.narration.loudness]
    encoders = played = 0.0
    for _, utterances in plan.documents:
        parts: list[bytes] = []
        rate = plan.narration.sample_rate
        for utterance in utterances:
            speech = voices.speak(utterance)
            rate = speech.rate
            parts += (speech.pcm, bytes(2 * (utterance.pause * rate // 1000)))
        pcm = b"".join(parts)
        played += len(pcm) / 2 / rate
        begin = time.process_time()
        levelled = loudness.normalise(pcm, rate, profile)
        encode.aac(levelled, rate)
        encode.mp3(levelled, rate, profile.mp3_bitrate)
        encoders += time.process_time() - begin
    return {"engine": voices.seconds, "encoders": encoders, "played": played}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
