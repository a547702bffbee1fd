"""Lets a phone of pjsip hear the packets that `voice-quality` wrote, each when it arrived.

usage: pjsip_hears.py FOLDER

Takes FOLDER/cells.json and the traces it names; each is a call of its own on 127.0.0.1, four at a time, in real time.
Writes what is heard to WAV files, and their names to cells.json as "pjsip".
"""

import json
import multiprocessing
import os
import re
import socket
import struct
import sys
import time

import pjsua2 as pj

# PCMU at its own rate, so that nothing is converted.
RATE = 8000
# What the phone takes as it is built.
CALLS_AT_ONCE = 4
TAIL_S = 2


def trace(path):
    with open(path, "rb") as file:
        data = file.read()
    at = 0
    while at < len(data):
        after_us, length = struct.unpack_from("!II", data, at)
        yield after_us / 1e6, data[at + 8 : at + 8 + length]
        at += 8 + length


def request(method, cseq, name, port, target_port, to_tag="", body="", branch=""):
    lines = [
        f"{method} sip:pjsip@127.0.0.1:{target_port} SIP/2.0",
        f"Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{name}{branch or cseq}",
        f"From: <sip:{name}@127.0.0.1:{port}>;tag={name}",
        f"To: <sip:pjsip@127.0.0.1:{target_port}>{to_tag}",
        f"Call-ID: {name}@127.0.0.1",
        f"CSeq: {cseq} {method}",
        f"Contact: <sip:{name}@127.0.0.1:{port}>",
        "Max-Forwards: 70",
    ]
    if body:
        lines.append("Content-Type: application/sdp")
    lines += [f"Content-Length: {len(body)}", "", body]
    return "\r\n".join(lines).encode()


class Caller:
    """One call to the phone, as little of SIP as that needs."""

    def __init__(self, name, target_port):
        self.name, self.target = name, ("127.0.0.1", target_port)
        self.sip, self.rtp = self.bound(), self.bound()
        self.port = self.sip.getsockname()[1]
        media = self.rtp.getsockname()[1]
        body = (
            f"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            f"m=audio {media} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=ptime:20\r\na=sendonly\r\n"
        )
        self.send("INVITE", 1, body=body)
        answer = self.final()
        self.to_tag = re.search(r"^To:.*?(;tag=[^\r;]+)", answer, re.M | re.I).group(1)
        self.media = ("127.0.0.1", int(re.search(r"^m=audio (\d+)", answer, re.M).group(1)))
        self.send("ACK", 1, branch="ack")

    @staticmethod
    def bound():
        bound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        bound.bind(("127.0.0.1", 0))
        bound.settimeout(10)
        return bound

    def send(self, method, cseq, body="", branch=""):
        to_tag = getattr(self, "to_tag", "")
        text = request(method, cseq, self.name, self.port, self.target[1], to_tag, body, branch)
        self.sip.sendto(text, self.target)

    def final(self):
        while True:
            text = self.sip.recv(65535).decode()
            status = int(text.split()[1])
            if status >= 300:
                sys.exit(f"the phone of pjsip refuses: {text.splitlines()[0]}")
            if status >= 200:
                return text


def play(folder, cells, target_port):
    """Calls once for each cell, and sends its packets when they arrive."""
    callers = [Caller(f"cell{index}", target_port) for index, _ in cells]
    due = sorted(
        (after_s, number, packet)
        for number, (_, cell) in enumerate(cells)
        for after_s, packet in trace(os.path.join(folder, cell["trace"]))
    )
    start = time.monotonic() + 0.5
    for after_s, number, packet in due:
        wait = start + after_s - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        callers[number].rtp.sendto(packet, callers[number].media)
    time.sleep(TAIL_S)
    for caller in callers:
        caller.send("BYE", 2)
        caller.final()


class Call(pj.Call):
    recorder = None

    def onCallMediaState(self, prm):
        if self.recorder is None:
            name = re.search(r"sip:(cell\d+)@", self.getInfo().remoteUri).group(1)
            self.recorder = pj.AudioMediaRecorder()
            self.recorder.createRecorder(os.path.join(folder, f"pjsip-{name}.wav"))
            self.getAudioMedia(-1).startTransmit(self.recorder)


class Account(pj.Account):
    calls = []

    def onIncomingCall(self, prm):
        call = Call(self, prm.callId)
        self.calls.append(call)
        answer = pj.CallOpParam(True)
        answer.statusCode = 200
        call.answer(answer)


def hear(player, port_to):
    endpoint = pj.Endpoint()
    endpoint.libCreate()
    config = pj.EpConfig()
    config.uaConfig.threadCnt = 0
    config.uaConfig.mainThreadOnly = True
    config.uaConfig.maxCalls = CALLS_AT_ONCE
    config.logConfig.level = config.logConfig.consoleLevel = 0
    config.medConfig.clockRate = config.medConfig.sndClockRate = RATE
    config.medConfig.ecTailLen = 0
    config.medConfig.noVad = True
    endpoint.libInit(config)
    endpoint.audDevManager().setNullDev()
    udp = pj.TransportConfig()
    udp.boundAddress = "127.0.0.1"
    transport = endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, udp)
    endpoint.libStart()
    account_config = pj.AccountConfig()
    account_config.idUri = "sip:pjsip@127.0.0.1"
    account_config.sipConfig.transportId = transport
    account_config.mediaConfig.transportConfig.boundAddress = "127.0.0.1"
    account = Account()
    account.create(account_config)
    port_to.send(int(endpoint.transportGetInfo(transport).localName.rsplit(":", 1)[1]))
    while player.is_alive():
        endpoint.libHandleEvents(10)
    Account.calls.clear()
    endpoint.libDestroy()


def main():
    path = os.path.join(folder, "cells.json")
    with open(path) as file:
        cells = json.load(file)
    traced = [(index, cell) for index, cell in enumerate(cells) if cell["trace"]]
    port_from, port_to = multiprocessing.Pipe(duplex=False)

    def caller():
        port = port_from.recv()
        for first in range(0, len(traced), CALLS_AT_ONCE):
            play(folder, traced[first : first + CALLS_AT_ONCE], port)

    player = multiprocessing.Process(target=caller, daemon=True)
    player.start()
    hear(player, port_to)
    player.join()
    if player.exitcode != 0:
        sys.exit(1)
    for index, cell in traced:
        cell["pjsip"] = f"pjsip-cell{index}.wav"
    with open(path, "w") as file:
        json.dump(cells, file, indent=2)


if __name__ == "__main__":
    folder = sys.argv[1]
    main()
