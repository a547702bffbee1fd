"""Scores a recording of speech against its source: PESQ (ITU-T P.862), 1 bad … 4.6 the same.

usage: score.py SOURCE.wav RECORDING.wav [--wide]

The source is looked for inside the recording by cross-correlation, cut to its
length, and both are compared at 8 kHz (narrow band) or 16 kHz (--wide).
Prints `PESQ 4.12 offset_ms 130`.
"""

import sys
import wave

import numpy as np
from pesq import pesq


def samples(path, rate):
    with wave.open(path) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64)
        data = data.reshape(-1, file.getnchannels())[:, 0]
        return resampled(data, file.getframerate(), rate)


def resampled(data, old, new):
    """By the spectrum: exact for a band-limited signal, and needs no more than numpy."""
    if old == new:
        return data
    count = len(data) * new // old
    spectrum = np.fft.rfft(data)
    kept = np.zeros(count // 2 + 1, dtype=complex)
    shared = min(len(kept), len(spectrum))
    kept[:shared] = spectrum[:shared]
    return np.fft.irfft(kept, count) * (count / len(data))


def offset(source, recording):
    size = 1 << (len(source) + len(recording)).bit_length()
    product = np.fft.rfft(recording, size) * np.conj(np.fft.rfft(source, size))
    return int(np.argmax(np.fft.irfft(product, size)[: len(recording)]))


def main():
    wide = "--wide" in sys.argv
    source_path, recording_path = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    rate = 16000 if wide else 8000
    source, recording = samples(source_path, rate), samples(recording_path, rate)
    start = offset(source, recording)
    cut = recording[start : start + len(source)]
    if len(cut) < len(source) * 0.9:
        sys.exit(f"the recording holds only {len(cut) / rate:.1f} s of {len(source) / rate:.1f} s")
    source = source[: len(cut)]
    score = pesq(rate, source.astype(np.float32), cut.astype(np.float32), "wb" if wide else "nb")
    print(f"PESQ {score:.2f} offset_ms {start * 1000 // rate}")


main()
