"""What is played into devices and heard from them."""

import os
import subprocess
import sys
import threading
import time
import wave

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../tools"))
from pesq import pesq
from score import offset, samples

RATE_HZ = 16000
FOLDER = "target/devices"
PESQ_RATE_HZ = 8000
# Of a file with speech, each with a sentence or half of one.
PARTS = 4


class Recorder:
    """Hears a source of the sound server until it is stopped."""

    def __init__(self, source):
        self.process = subprocess.Popen(
            ["parec", f"--device={source}", "--raw", f"--rate={RATE_HZ}", "--channels=1", "--format=s16le",
             "--latency-msec=10"],
            stdout=subprocess.PIPE,
        )
        self.data = bytearray()
        self.start_s = float("inf")
        self.first = threading.Event()
        self.thread = threading.Thread(target=self._read)
        self.thread.start()
        assert self.first.wait(20), f"nothing is heard from {source}"

    def _read(self):
        while data := os.read(self.process.stdout.fileno(), 4096):
            self.data += data
            # The least delay of any part is that of the server.
            self.start_s = min(self.start_s, time.monotonic() - len(self.data) / 2 / RATE_HZ)
            self.first.set()

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.thread.join()
        return np.frombuffer(bytes(self.data), "<i2")


def play(*sinks_and_paths):
    """Plays files into sinks, all at once, to their ends."""
    players = [subprocess.Popen(["paplay", f"--device={sink}", path]) for sink, path in sinks_and_paths]
    for player in players:
        assert player.wait(timeout=60) == 0


def write(name, data, rate_hz=RATE_HZ):
    os.makedirs(FOLDER, exist_ok=True)
    path = f"{FOLDER}/{name}.wav"
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(data.astype("<i2").tobytes())
    return path


def tone(seconds, hz=440):
    """A tone of an eighth of full scale, in a file."""
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return write("tone", np.sin(2 * np.pi * hz * time_s) * 4096)


def loudest_dbfs(data, seconds=0.5):
    """The level of the loudest part of this length."""
    size = int(seconds * RATE_HZ)
    parts = [data[at : at + size].astype(float) for at in range(0, max(len(data) - size, 1), size // 2)]
    power = max(float(np.mean(part**2)) for part in parts)
    return 10 * np.log10(power / 32768**2 + 1e-12)


def scores(source, name):
    """PESQ of each part of what was heard, in target/devices/, against its source; 0: it was not heard.

    Each part is looked for by itself: the delay changes where the machine has had other work.
    """
    said, heard = samples(source, PESQ_RATE_HZ), samples(f"{FOLDER}/{name}.wav", PESQ_RATE_HZ)
    return [score(part, heard) for part in np.array_split(said, PARTS)]


def score(part, heard):
    start = offset(part, heard)
    same = heard[max(start, 0) : max(start, 0) + len(part)]
    if start < 0 or len(same) < len(part) or not same.any():
        return 0.0
    return float(pesq(PESQ_RATE_HZ, part.astype(np.float32), same.astype(np.float32), "nb"))


def delay_ms(said, heard):
    """How much later one recorder hears what the other has."""
    shift = offset(samples_of(said), samples_of(heard)) / RATE_HZ
    return 1000 * (shift + heard.start_s - said.start_s)


def samples_of(recorder):
    return np.frombuffer(bytes(recorder.data), "<i2").astype(float)


