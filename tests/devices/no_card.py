"""A machine without sound cards: the functions of devices say so, and a call works, in silence.

usage: no_card.py LIBRARY
"""

import ctypes
import sys

from phone import EDEVICE_NAME, NAME_BYTES, Phone, until


def main():
    alice, bob = (Phone(sys.argv[1], name) for name in ("alice", "bob"))
    text = ctypes.create_string_buffer(NAME_BYTES)
    for side in ("Recording", "Playout"):
        assert alice.names(side) == [], alice.names(side)
        for index in (-1, 0, 1, -2, 2**31 - 1):
            alice.check(f"get{side}DeviceName", index, text, NAME_BYTES, code=EDEVICE_NAME)
    alice.check("setAudioDeviceId", 0, -1, code=EDEVICE_NAME)
    alice.check("setAudioDeviceId", -1, 0, code=EDEVICE_NAME)
    alice.check("setAudioDeviceId", -1, -1)
    session, incoming = alice.call(bob)
    for phone, id_ in ((alice, session), (bob, incoming)):
        until(lambda: phone.packets_sent(id_) > 100, f"{phone.name} sends")
    alice.hang_up(session, bob)
    alice.close()
    bob.close()
    print("devices: no card: ok")


main()
