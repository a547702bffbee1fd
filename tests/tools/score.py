"""Scores a recording of speech against its source: PESQ (ITU-T P.862), 1 bad … 4.6 the same.

usage: score.py SOURCE.wav RECORDING.wav [--wide]

The recording is laid beside the source by cross-correlation, both are cut to what
they share (nine tenths at least) and compared at 8 kHz (narrow band) or 16 kHz (--wide).
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
    """Samples by which the source begins after the recording; negative when before."""
    size = 1 << (len(source) + len(recording)).bit_length()
    product = np.fft.rfft(recording, size) * np.conj(np.fft.rfft(source, size))
    best = int(np.argmax(np.fft.irfft(product, size)))
    return best if best < len(recording) else best - size


def main():
    wide = "--wide" in sys.argv
    source_path, recording_path = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    rate = 16000 if wide else 8000
    source, recording = samples(source_path, rate), samples(recording_path, rate)
    start = offset(source, recording)
    whole = len(source)
    source, recording = source[max(-start, 0) :], recording[max(start, 0) :]
    shared = min(len(source), len(recording))
    if shared < whole * 0.9:
        sys.exit(f"the recording holds only {shared / rate:.1f} s of {whole / rate:.1f} s")
    source, cut = source[:shared], recording[:shared]
    score = pesq(rate, source.astype(np.float32), cut.astype(np.float32), "wb" if wide else "nb")
    print(f"PESQ {score:.2f} offset_ms {start * 1000 // rate}")


if __name__ == "__main__":
    main()
