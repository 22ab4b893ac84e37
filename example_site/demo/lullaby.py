"""A short hummed tune as a WAV file, made with the standard library."""

from __future__ import annotations

import array
import io
import math
import sys
import wave

RATE = 16_000  # samples a second: enough for a hum
NOTE_S = 0.62
#: Rises a little, falls back, repeats more quietly, ends on a long low note: (semitones, beats).
PHRASE = ((0, 2), (4, 1), (7, 2), (5, 1), (4, 2), (2, 1), (0, 3))
LAST_NOTE = (-5, 5)
BASE_HZ = 220.0
#: The overtones of a voice with its mouth closed: few and soft.
OVERTONES = ((1, 1.0), (2, 0.28), (3, 0.09))


def lullaby() -> bytes:
    """About twenty seconds, mono, 16 bit."""
    samples = array.array("h")
    for loudness, notes in ((0.5, PHRASE), (0.3, PHRASE), (0.25, (LAST_NOTE,))):
        for semitones, beats in notes:
            samples.extend(_note(BASE_HZ * 2 ** (semitones / 12), beats * NOTE_S / 2, loudness))
    if sys.byteorder == "big":
        samples.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as opened:
        opened.setnchannels(1)
        opened.setsampwidth(2)
        opened.setframerate(RATE)
        opened.writeframes(samples.tobytes())
    return file.getvalue()


def _note(hertz: float, seconds: float, loudness: float) -> list[int]:
    count = int(RATE * seconds)
    total = sum(share for _number, share in OVERTONES)
    return [
        int(32767 * loudness * _swell(index / count) * _hum(hertz * index / RATE) / total)
        for index in range(count)
    ]


def _swell(part: float) -> float:
    """In and out softly, so that no note clicks."""
    return math.pow(math.sin(math.pi * part), 0.6)


def _hum(turns: float) -> float:
    return sum(share * math.sin(math.tau * number * turns) for number, share in OVERTONES)
