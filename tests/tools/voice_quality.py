"""Scores what `voice-quality` wrote, and what a phone of pjsip heard of the same packets.

usage: voice_quality.py FOLDER

Prints a page with tables: PESQ (ITU-T P.862; of narrow-band codecs P.862.1's scale at 8 kHz, of the others
P.862.2's at 16 kHz), STOI (short-time objective intelligibility, 0 to 1) and the shift: how
much later than on the fastest packet's way something is heard. Each score is the mean over pieces of ten seconds.
"""

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from pesq import pesq
from pystoi import stoi

from score import offset, samples

PIECE_S = 10
NARROW = {"PCMU", "PCMU with a copy"}
PATTERNS = ["random", "bursts"]


def score(job):
    folder, source_file, heard_file, wide = job
    rate = 16000 if wide else 8000
    source = samples(os.path.join(folder, source_file), rate)
    heard = samples(os.path.join(folder, heard_file), rate)
    begin = offset(source, heard)
    heard = np.pad(heard, (rate + max(-begin, 0), rate))[max(begin, 0) :]
    scores, intelligible, shifts = [], [], []
    for start in range(0, len(source) - PIECE_S * rate + 1, PIECE_S * rate):
        said = source[start : start + PIECE_S * rate]
        window = heard[start : start + (PIECE_S + 2) * rate]
        shift = offset(said, window)
        piece = window[max(shift, 0) :][: len(said)]
        piece = np.pad(piece, (0, len(said) - len(piece)))
        scores.append(pesq(rate, said.astype(np.float32), piece.astype(np.float32), "wb" if wide else "nb"))
        intelligible.append(stoi(said, piece, rate))
        shifts.append((begin + shift - rate) * 1000 / rate)
    return float(np.mean(scores)), float(np.mean(intelligible)), float(np.mean(shifts)), float(np.max(shifts))


def jobs(folder, cells):
    for cell in cells:
        wide = cell["codec"] not in NARROW
        yield (folder, cell["source"], cell["heard"], wide)
        if "pjsip" in cell:
            yield (folder, cell["source"], cell["pjsip"], wide)


def key(cell):
    return cell["codec"], cell["losses"], cell["loss_percent"], cell["jitter_ms"]


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "cells.json")) as file:
        cells = json.load(file)
    todo = list(jobs(folder, cells))
    with ProcessPoolExecutor() as pool:
        results = dict(zip(todo, pool.map(score, todo)))
    by_key = {key(cell): cell for cell in cells}

    def of(cell, name="heard"):
        return results[(folder, cell["source"], cell[name], cell["codec"] not in NARROW)]

    codecs = list(dict.fromkeys(cell["codec"] for cell in cells))
    jitters = [0, 20, 40, 80]
    for codec in codecs:
        print(f"### {codec}: PESQ / STOI\n")
        rows = []
        for pattern in PATTERNS:
            for loss in sorted({cell["loss_percent"] for cell in cells}):
                row = [by_key.get((codec, pattern, loss, jitter)) for jitter in jitters]
                if all(row):
                    name = "none" if loss == 0 else f"{loss} %, {pattern}"
                    rows.append([name] + [f"{of(cell)[0]:.2f} / {of(cell)[1]:.3f}" for cell in row])
        table(["lost"] + [f"jitter {jitter} ms" for jitter in jitters], rows)
    print("### Shift\n")
    rows = []
    for codec in codecs:
        for jitter in sorted({cell["jitter_ms"] for cell in cells}):
            cell = by_key[(codec, "random", 0, jitter)]
            mean, largest = of(cell)[2:]
            network = cell["least_delay_ms"]
            rows.append([codec, f"{jitter} ms", f"{mean - network:.0f} ms", f"{largest - network:.0f} ms", f"{of(cell)[0]:.2f}"])
    table(["codec", "jitter", "shift, mean", "shift, most", "PESQ"], rows)
    heard_twice = [cell for cell in cells if "pjsip" in cell]
    if heard_twice:
        print("### Beside pjsip\n")
        rows = [
            [
                f"{cell['loss_percent']} %, {cell['losses']}",
                f"{of(cell)[0]:.2f} / {of(cell)[1]:.3f}",
                f"{of(cell, 'pjsip')[0]:.2f} / {of(cell, 'pjsip')[1]:.3f}",
                f"{of(cell)[0] - of(cell, 'pjsip')[0]:+.2f}",
            ]
            for cell in heard_twice
        ]
        table(["lost", "here", "pjsip", "difference"], rows)


if __name__ == "__main__":
    main()
