"""Devices of a sound server: chosen, unplugged, silent, quiet and loud, in calls with speech.

usage: devices.py LIBRARY
"""

import ctypes
import sys
import time
from statistics import median

import numpy as np
from phone import EDEVICE_NAME, ETOO_SMALL, EVOLUME, NAME_BYTES, Phone, until
from sound import PARTS, Recorder, delay_ms, loudest_dbfs, play, scores, tone, write
from sound_server import SoundServer

ALICE, BOB = "target/speech/alice.wav", "target/speech/bob.wav"
# The sinks by their ids, with the names that people see.
SINKS = {
    "alice_says": "Mikrofon Zoë",
    "alice_hears": "Głośnik «Büro»",
    "bob_says": "マイク",
    "bob_hears": "Haut-parleur №2",
    "spare": "Spare",
}
# The best part of what is heard, and half of the parts. Other work of the machine delays all three processes, and
# the jitter buffer follows: of that every part has its share, and the best one little.
PESQ_BEST_MIN = 3.5
PESQ_MEDIAN_MIN = 2.5
TRIES = 6
# As much goes from the echo in the best part at least; where a device stutters it is another echo.
LESS_ECHO_MIN_DB = 20
SILENCE_DBFS = -80


def monitor(sink):
    return f"Monitor of {SINKS[sink]}"


class Call:
    """Alice calls Bob, each with own devices."""

    def __init__(self, server, library):
        self.server = server
        self.alice, self.bob = (Phone(library, name) for name in ("alice", "bob"))
        for phone in (self.alice, self.bob):
            phone.choose(monitor(f"{phone.name}_says"), SINKS[f"{phone.name}_hears"])
        self.session, self.incoming = self.alice.call(self.bob)
        for name in ("alice", "bob"):
            self.wait_for_device("source", f"{name}_says.monitor")
            self.wait_for_device("sink", f"{name}_hears")

    def wait_for_device(self, kind, device, users=1):
        until(
            lambda: self.server.users(kind, device) == users,
            lambda: f"{users} at {device}:\n{self.server.streams()}",
        )

    def close(self):
        self.alice.hang_up(self.session, self.bob)
        for name in ("alice", "bob"):
            self.wait_for_device("source", f"{name}_says.monitor", 0)
            self.wait_for_device("sink", f"{name}_hears", 0)
        self.alice.close()
        self.bob.close()


def hear(path, hears="bob_hears", says="alice_says"):
    """Plays a file into one sink; what is heard at another."""
    recorder = Recorder(f"{hears}.monitor")
    play((says, path))
    tail = len(recorder.data) + 32000
    until(lambda: len(recorder.data) > tail, "the end is heard")
    return recorder.stop()


def names_and_indexes(call):
    alice = call.alice
    assert alice.names("Playout") == list(SINKS.values()), alice.names("Playout")
    assert alice.names("Recording") == [monitor(sink) for sink in SINKS], alice.names("Recording")
    call.server.pactl("set-default-sink", "spare")
    call.server.pactl("set-default-source", "spare.monitor")
    # The server takes a stream along from the default device to the next one.
    call.wait_for_device("source", "alice_says.monitor")
    assert alice.device_name("Playout", -1) == SINKS["spare"]
    assert alice.device_name("Recording", -1) == monitor("spare")
    text = ctypes.create_string_buffer(NAME_BYTES)
    for side in ("Recording", "Playout"):
        for index in (len(SINKS), -2):
            alice.check(f"get{side}DeviceName", index, text, NAME_BYTES, code=EDEVICE_NAME)
        alice.check(f"get{side}DeviceName", 0, text, NAME_BYTES - 1, code=ETOO_SMALL)
    alice.check("setAudioDeviceId", len(SINKS), 0, code=EDEVICE_NAME)
    alice.check("setAudioDeviceId", 0, -2, code=EDEVICE_NAME)


def is_good(parts):
    return max(parts) >= PESQ_BEST_MIN and median(parts) >= PESQ_MEDIAN_MIN


def tried(what, check, *arguments):
    """Lets speech be heard until it is good, a few times; `check` gives the scores of the parts of each recording."""
    tries = []
    for _ in range(TRIES):
        tries.append(check(*arguments))
        if all(is_good(parts) for parts in tries[-1]):
            shown = " and ".join(f"{median(parts):.2f} to {max(parts):.2f}" for parts in tries[-1])
            return print(f"devices: PESQ {shown} {what}", flush=True)
    raise AssertionError(f"PESQ {what}: {tries}")


def speech_both_ways(call):
    tried("both ways", both_speak, call)


def both_speak(call):
    said, heard = Recorder("alice_says.monitor"), Recorder("bob_hears.monitor")
    back = Recorder("alice_hears.monitor")
    play(("alice_says", ALICE), ("bob_says", BOB))
    tail = len(heard.data) + 32000
    until(lambda: len(heard.data) > tail, "the end is heard")
    for recorder, name in ((heard, "bob-hears"), (back, "alice-hears")):
        write(name, recorder.stop())
    write("alice-says", said.stop())
    print(f"devices: mouth to ear {delay_ms(said, heard):.0f} ms")
    return scores(ALICE, "bob-hears"), scores(BOB, "alice-hears")


def one_speaks(name, hears="bob_hears"):
    write(name, hear(ALICE, hears))
    return (scores(ALICE, name),)


def echo_goes(call):
    """Alice's microphone hears her speaker, as long after it as the sound server takes."""
    alice = call.alice
    alice.choose(monitor("alice_hears"), SINKS["alice_hears"])
    call.wait_for_device("source", "alice_hears.monitor")
    echo = echo_dbfs()
    assert min(echo) > -40, echo
    alice.call_function("enableAEC", ctypes.c_bool(True))
    less = []
    while max(less, default=0) < LESS_ECHO_MIN_DB:
        assert len(less) < TRIES, f"{less} dB less echo"
        less.append(max(before - after for before, after in zip(echo, echo_dbfs())))
    print(f"devices: {less[-1]:.0f} dB less echo")
    alice.call_function("enableAEC", ctypes.c_bool(False))
    alice.choose(monitor("alice_says"), SINKS["alice_hears"])
    call.wait_for_device("source", "alice_says.monitor")


def echo_dbfs():
    """The level of each part of what bob hears when he alone speaks."""
    return [loudest_dbfs(part) for part in np.array_split(hear(BOB, says="bob_says"), PARTS)]


def volumes_and_mutes(call):
    path = tone(2)
    full = loudest_dbfs(hear(path))
    assert -25 < full < -18, full
    for phone, kind, function in ((call.alice, "Mic", "muteMicrophone"), (call.bob, "Speaker", "muteSpeaker")):
        assert phone.call_function(f"get{kind}Volume") == 255
        for volume in (-1, 256):
            phone.check(f"set{kind}Volume", volume, code=EVOLUME)
        phone.check(f"set{kind}Volume", 51)
        assert phone.call_function(f"get{kind}Volume") == 51
        quiet = loudest_dbfs(hear(path))
        assert abs(full - quiet - 14) < 1, (kind, full, quiet)
        phone.check(f"set{kind}Volume", 255)
        phone.call_function(function, ctypes.c_bool(True))
        muted = loudest_dbfs(hear(path))
        assert muted < SILENCE_DBFS, (function, muted)
        phone.call_function(function, ctypes.c_bool(False))
    again = loudest_dbfs(hear(path))
    assert abs(full - again) < 1, (full, again)


def unplugged_and_back(call):
    """The call goes on over the default devices, and comes back to the chosen ones."""
    server = call.server
    server.unplug("bob_hears")
    call.wait_for_device("sink", "spare")
    tried("over the default device", one_speaks, "over-the-default", "spare")
    # Back before anybody looks: the server has taken the stream along.
    server.unplug("alice_says")
    call.wait_for_device("source", "spare.monitor")
    for sink in ("bob_hears", "alice_says"):
        server.plug(sink, SINKS[sink])
    call.wait_for_device("sink", "bob_hears")
    call.wait_for_device("source", "alice_says.monitor")
    tried("back again", one_speaks, "back-again")


def default_is_followed(call):
    call.bob.choose(monitor("bob_says"), None)
    call.wait_for_device("sink", "spare")
    call.server.pactl("set-default-sink", "bob_hears")
    call.wait_for_device("sink", "bob_hears")
    call.server.pactl("set-default-sink", "spare")
    call.wait_for_device("sink", "spare")
    call.bob.choose(monitor("bob_says"), SINKS["bob_hears"])
    call.wait_for_device("sink", "bob_hears")


def falls_silent(call):
    """A microphone that gives nothing any more: the default one takes over, packets go on."""
    call.server.pactl("suspend-sink", "alice_says", "1")
    call.wait_for_device("source", "spare.monitor")
    before = call.alice.packets_sent(call.session)
    until(lambda: call.alice.packets_sent(call.session) > before + 50, "alice sends")
    call.server.pactl("suspend-sink", "alice_says", "0")
    call.alice.choose(monitor("alice_says"), SINKS["alice_hears"])
    call.wait_for_device("source", "alice_says.monitor")


def server_gone_and_back(call):
    call.server.stop()
    before = call.alice.packets_sent(call.session)
    until(lambda: call.alice.packets_sent(call.session) > before + 50, "alice sends")
    call.server.start()
    for name in ("alice", "bob"):
        call.wait_for_device("source", f"{name}_says.monitor")
        call.wait_for_device("sink", f"{name}_hears")
    tried("over a new server", one_speaks, "new-server")


def loopback(server, library):
    """Without a call: the microphone on the speaker."""
    phone = Phone(library, "carol")
    phone.choose(monitor("alice_says"), SINKS["bob_hears"])
    phone.call_function("audioPlayLoopbackTest", ctypes.c_bool(True))
    until(lambda: server.users("source", "alice_says.monitor") == 1, "the microphone is open")
    until(lambda: server.users("sink", "bob_hears") == 1, "the speaker is open")
    tried("looped back", one_speaks, "looped-back")
    phone.call_function("audioPlayLoopbackTest", ctypes.c_bool(False))
    until(lambda: server.users("sink", "bob_hears") == 0, "the speaker is let go")
    phone.close()


def main():
    library = sys.argv[1]
    server = SoundServer()
    try:
        server.start()
        for sink, description in SINKS.items():
            server.plug(sink, description)
        call = Call(server, library)
        for check in (
            names_and_indexes, speech_both_ways, echo_goes, volumes_and_mutes, unplugged_and_back, default_is_followed,
            falls_silent, server_gone_and_back,
        ):
            begun = time.monotonic()
            check(call)
            print(f"devices: {check.__name__}: ok in {time.monotonic() - begun:.0f} s", flush=True)
        call.close()
        loopback(server, library)
    finally:
        server.stop()
    print("devices: ok")


main()
