"""A quiet music bed of four chords, made of sines: it loops without a seam."""

import array
import math

RATE, SECONDS = 48_000, 12
# Dm9, G13, Cmaj9, A7, as MIDI note numbers, lowest first; three seconds each.
CHORDS = [(38, 53, 57, 60, 64), (43, 53, 57, 59, 64), (36, 52, 55, 59, 62), (45, 55, 59, 61, 64)]


def pluck(note, seconds, loudness):
    """One electric-piano note: a sine and its octave, dying away, let in over 8 ms so that it does not click."""
    step, count = 2 * math.pi * 440 * 2 ** ((note - 69) / 12) / RATE, int(seconds * RATE)
    decay, envelope, sine = math.exp(-2.2 / RATE), loudness, math.sin
    samples = []
    for n in range(count):
        phase = step * n
        samples.append(envelope * (sine(phase) + 0.25 * sine(2 * phase)))
        envelope *= decay
    for n in range(384):
        samples[n] *= n / 384
        samples[-1 - n] *= n / 384
    return samples


def thump(loudness):
    """A soft bass drum: a sine that falls from 110 Hz to 45 Hz."""
    phase, samples = 0.0, []
    for n in range(RATE // 5):
        fall = math.exp(-n / (0.05 * RATE))
        phase += 2 * math.pi * (45 + 65 * fall) / RATE
        samples.append(loudness * fall * math.sin(phase))
    return samples


def bed():
    """Interleaved stereo samples of 16 bits, peak about -9 dBFS."""
    left, right = [0.0] * (RATE * SECONDS), [0.0] * (RATE * SECONDS)

    def add(samples, second, pan):
        start = int(second * RATE)
        for n, value in enumerate(samples, start):
            left[n] += value * (1 - pan)
            right[n] += value * (1 + pan)

    beat = thump(0.16)
    for index, chord in enumerate(CHORDS):
        for voice, note in enumerate(chord):
            late = 0.045 * voice  # strummed, not struck
            add(pluck(note, 2.9 - late, 0.075 if voice else 0.12), 3 * index + late, 0.16 * (voice - 2))
        for half in range(2):
            add(beat, 3 * index + 1.5 * half, 0.0)
    samples = array.array("h")
    for pair in zip(left, right):
        samples.extend(round(32767 * max(-0.999, min(0.999, value))) for value in pair)
    return samples
