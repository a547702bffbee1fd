#!/usr/bin/env python3
"""Makes the delay traces beside this file: a minute of packets every 20 ms over an access network each.

A line is the delay of a packet in tenths of a millisecond, or `-` where it is lost. They are models, not recordings:

- wifi: a busy cell. A packet waits for the air (exponential, 3 ms), now and then for retries (8 ms each); every few
  seconds the station looks for other cells and all packets of 40 to 110 ms come at its end at once.
- cellular: grants every 10 ms, repetitions of 8 ms for one block in ten, and two handovers with nothing for
  300 ms, of which the first half is lost.
- bloat: a queue in front of a DSL line that a download fills to 180 ms and lets go again, in 6 s; it drops when full.

usage: generate.py (writes into its own folder)
"""

import pathlib
import random

PACKETS = 3000
STEP_MS = 20


def wifi(rng):
    scan = rng.uniform(1000, 4000)
    length = 0
    for n in range(PACKETS):
        sent = n * STEP_MS
        delay = 15 + rng.expovariate(1 / 3)
        while rng.random() < 0.12:
            delay += 8
        if sent >= scan + length:
            scan, length = sent + rng.uniform(2000, 5000), rng.uniform(40, 110)
        if scan <= sent < scan + length:
            delay = max(delay, scan + length - sent + 15)
        yield None if rng.random() < 0.003 else delay


def cellular(rng):
    handovers = [17_000, 41_500]
    for n in range(PACKETS):
        sent = n * STEP_MS + rng.uniform(0, 1)
        delay = 30 + (10 - sent % 10)
        while rng.random() < 0.1:
            delay += 8
        lost = rng.random() < 0.002
        for start in handovers:
            if start <= sent < start + 150:
                lost = True
            elif start + 150 <= sent < start + 300:
                delay += start + 300 - sent
        yield None if lost else delay


def bloat(rng):
    queue = 0.0
    filling = True
    for _ in range(PACKETS):
        queue += rng.uniform(0, 1.6) if filling else -rng.uniform(0, 2.4)
        if queue >= 180:
            filling = False
        if queue <= 0:
            queue, filling = 0.0, True
        lost = queue > 175 and rng.random() < 0.25
        yield None if lost else 20 + queue + rng.uniform(0, 2)


def main():
    folder = pathlib.Path(__file__).parent
    for seed, model in enumerate([wifi, cellular, bloat]):
        delays = model(random.Random(seed))
        lines = ["-" if delay is None else str(round(delay * 10)) for delay in delays]
        (folder / f"{model.__name__}.txt").write_text("\n".join(lines) + "\n")


main()
