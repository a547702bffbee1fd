"""A WebRTC endpoint behind SIP over secure WebSocket, as the gateway of a PBX shows one:
ICE, DTLS-SRTP, RTP and RTCP on one port, BUNDLE, Opus (aiortc).

    python webrtc.py PORT CERTIFICATE KEY SAY.wav HEAR.wav

Takes any REGISTER, answers calls, and calls who has registered.
Lines taken: call | finish (the recording is closed) | hangup.
Lines told: ready | registered | connected (media flow) | finished | ended.
"""

import asyncio
import re
import ssl
import sys

import aioice.ice
import websockets
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaPlayer, MediaRecorder

PORT, CERTIFICATE, KEY, SAY, HEAR = sys.argv[1:]
HOST = "127.0.0.1"
ALLOW = "INVITE, ACK, BYE, CANCEL, OPTIONS"

# Otherwise it passes over loopback.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: [HOST]


def tell(*words):
    print(*words, flush=True)


class Message:
    """A SIP message as it came: its first line, headers by lower-case name, body."""

    def __init__(self, text):
        head, _, self.body = text.partition("\r\n\r\n")
        self.start, *lines = head.split("\r\n")
        self.headers = [(name.strip(), value.strip()) for name, value in (line.split(":", 1) for line in lines)]

    def all(self, name):
        return [value for other, value in self.headers if other.lower() == name]

    def first(self, name):
        return next(iter(self.all(name)), "")

    def response(self, status, headers=(), body=""):
        tag = ";tag=gateway" if "tag=" not in self.first("to") else ""
        lines = [f"SIP/2.0 {status}"]
        lines += [f"Via: {value}" for value in self.all("via")]
        lines += [f"From: {self.first('from')}", f"To: {self.first('to')}{tag}"]
        lines += [f"Call-ID: {self.first('call-id')}", f"CSeq: {self.first('cseq')}"]
        return with_body(lines + list(headers), body)


def with_body(lines, body):
    if body:
        lines = lines + ["Content-Type: application/sdp"]
    return "\r\n".join(lines + [f"Content-Length: {len(body)}", "", body])


class Media:
    """What aiortc does for one call."""

    def __init__(self):
        self.connection = RTCPeerConnection()
        self.connection.addTrack(MediaPlayer(SAY).audio)
        self.recorder = MediaRecorder(HEAR)
        self.connection.on("track", self.recorder.addTrack)
        self.connection.on("connectionstatechange", self.changed)

    async def changed(self):
        if self.connection.connectionState == "connected":
            await self.recorder.start()
            tell("connected")

    async def offer(self):
        await self.connection.setLocalDescription(await self.connection.createOffer())
        return self.connection.localDescription.sdp

    async def answer(self, offer):
        await self.connection.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        await self.connection.setLocalDescription(await self.connection.createAnswer())
        return self.connection.localDescription.sdp

    async def answered(self, answer):
        await self.connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))


class Gateway:
    def __init__(self):
        self.socket = None
        self.contact = ""
        self.media = None
        # Of the dialog: its headers, the number of our last request, where it goes.
        self.dialog = []
        self.number = 1
        self.target = ""

    async def serve(self, socket):
        self.socket = socket
        async for text in socket:
            message = Message(text)
            if message.start.startswith("SIP/2.0 "):
                await self.response(message)
            else:
                await self.request(message, message.start.split()[0])

    async def request(self, message, method):
        if method == "REGISTER":
            self.contact = message.first("contact")
            await self.socket.send(message.response("200 OK", [f"Contact: {self.contact};expires=300"]))
            tell("registered")
        elif method == "INVITE":
            self.media = Media()
            body = await self.media.answer(message.body)
            self.target = uri(message.first("contact"))
            answer = message.response("200 OK", [contact(), f"Allow: {ALLOW}"], body)
            self.dialog = [f"From: {message.first('to')};tag=gateway", f"To: {message.first('from')}"]
            self.dialog.append(f"Call-ID: {message.first('call-id')}")
            await self.socket.send(answer)
        elif method == "BYE":
            await self.socket.send(message.response("200 OK"))
            await self.end()
        elif method != "ACK":
            await self.socket.send(message.response("200 OK", [f"Allow: {ALLOW}"]))

    async def response(self, message):
        status, method = message.start.split()[1], message.first("cseq").split()[1]
        if method == "BYE":
            await self.end()
        elif method == "INVITE" and status.startswith("2"):
            self.dialog[1] = f"To: {message.first('to')}"
            self.target = uri(message.first("contact"))
            await self.send("ACK")
            await self.media.answered(message.body)
        elif method == "INVITE" and not status.startswith("1"):
            tell("refused", status)

    async def call(self):
        self.media = Media()
        body = await self.media.offer()
        self.target = uri(self.contact)
        self.dialog = [f"From: <sip:browser@{HOST}>;tag=gateway", f"To: <{self.target}>", "Call-ID: gateway-calls"]
        await self.send("INVITE", [contact(), f"Allow: {ALLOW}"], body)

    async def send(self, method, headers=(), body=""):
        if method == "BYE":
            self.number += 1
        via = f"Via: SIP/2.0/WSS gateway.invalid;branch=z9hG4bK{method}{self.number}"
        lines = [f"{method} {self.target} SIP/2.0", via, "Max-Forwards: 70", *self.dialog]
        lines.append(f"CSeq: {self.number} {method}")
        await self.socket.send(with_body(lines + list(headers), body))

    async def end(self):
        await self.finish()
        if self.media:
            await self.media.connection.close()
            self.media = None
        tell("ended")

    async def finish(self):
        if self.media and self.media.recorder:
            await self.media.recorder.stop()
            self.media.recorder = None

    async def obey(self, line):
        if line == "call":
            await self.call()
        elif line == "finish":
            await self.finish()
            tell("finished")
        elif line == "hangup":
            await self.send("BYE")


def uri(value):
    found = re.search(r"<([^>]*)>", value)
    return found.group(1) if found else value.split(";")[0]


def contact():
    return f"Contact: <sip:gateway@{HOST}:{PORT};transport=ws>"


async def main():
    gateway = Gateway()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(CERTIFICATE, KEY)
    async with websockets.serve(gateway.serve, HOST, int(PORT), ssl=tls, subprotocols=["sip"]):
        tell("ready")
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            await gateway.obey(line.strip())


asyncio.run(main())
