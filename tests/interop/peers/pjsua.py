"""A phone of pjsip: told what to do by lines, tells by lines what happened.

    python pjsua.py PORT [udp|tcp|tls] [NAME=VALUE ...]

Names: prack=off|mandatory, timer=off|always (every 90 s), answer=CODE (what an
incoming call gets at once), address=IP (else 127.0.0.1), ice=regular|aggressive
(how it nominates), srtp=off|optional|mandatory, cert, key, ca (PEM
files), codec=NAME/RATE (the only one), fmtp=NAME:VALUE (its parameter), say=WAV
(what each call hears), hear=WAV (what the first call says, whole with its end),
play=WAV (all calls hear it at once, again and again).

Lines taken: call URI | answer CODE | hold | unhold | update | transfer URI |
attend (the older call is transferred to the younger one) | dtmf DIGITS |
info TYPE TEXT | message TEXT (in the call) | write URI TEXT | encryption |
hangup | watch URI | look away | online TEXT | offline.
Calls are kept in the order they came; lines are for the youngest.

Lines told: ready | incoming URI | state NAME CODE | media ACTIVE|HOLD... |
transfer-request URI | transfer-status CODE | replaced | digit D |
encryption SUITE|none | message TYPE TEXT | message-status CODE, those of a call
and those outside | buddy online TEXT | buddy offline.
"""

import os
import re
import select
import sys

import pjsua2 as pj

PRACK = {
    "off": pj.PJSUA_100REL_NOT_USED,
    "mandatory": pj.PJSUA_100REL_MANDATORY,
}
TIMER = {
    "off": pj.PJSUA_SIP_TIMER_INACTIVE,
    "always": pj.PJSUA_SIP_TIMER_ALWAYS,
}
SRTP = {
    "off": pj.PJMEDIA_SRTP_DISABLED,
    "optional": pj.PJMEDIA_SRTP_OPTIONAL,
    "mandatory": pj.PJMEDIA_SRTP_MANDATORY,
}
TRANSPORT = {
    "udp": pj.PJSIP_TRANSPORT_UDP,
    "tcp": pj.PJSIP_TRANSPORT_TCP,
    "tls": pj.PJSIP_TRANSPORT_TLS,
}
MEDIA = {
    pj.PJSUA_CALL_MEDIA_NONE: "NONE",
    pj.PJSUA_CALL_MEDIA_ACTIVE: "ACTIVE",
    pj.PJSUA_CALL_MEDIA_LOCAL_HOLD: "LOCAL_HOLD",
    pj.PJSUA_CALL_MEDIA_REMOTE_HOLD: "REMOTE_HOLD",
    pj.PJSUA_CALL_MEDIA_ERROR: "ERROR",
}


def tell(*words):
    print(*words, flush=True)


class Call(pj.Call):
    def onCallState(self, prm):
        info = self.getInfo()
        tell("state", info.stateText, info.lastStatusCode)
        if info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            phone.disconnect()
            phone.ended(self)

    def onCallMediaState(self, prm):
        # The media live as long as what they were asked of.
        info = self.getInfo()
        for media in info.media:
            if media.type == pj.PJMEDIA_TYPE_AUDIO:
                tell("media", MEDIA.get(media.status, "?"))
                if media.status == pj.PJSUA_CALL_MEDIA_ACTIVE:
                    phone.connect(self.getAudioMedia(media.index))

    def onCallTransferRequest(self, prm):
        tell("transfer-request", prm.dstUri)
        prm.newCall = phone.keep(Call(phone.account))

    def onCallTransferStatus(self, prm):
        tell("transfer-status", prm.statusCode)
        prm.cont = not prm.finalNotify

    def onCallReplaced(self, prm):
        tell("replaced")
        phone.keep(Call(phone.account, prm.newCallId))

    def onInstantMessage(self, prm):
        tell("message", prm.contentType, prm.msgBody)

    def onInstantMessageStatus(self, prm):
        tell("message-status", prm.code)

    def onDtmfDigit(self, prm):
        tell("digit", prm.digit)


class Account(pj.Account):
    def onIncomingCall(self, prm):
        call = phone.keep(Call(self, prm.callId))
        tell("incoming", call.getInfo().remoteUri)
        if phone.answer:
            call.answer(code(phone.answer))

    def onInstantMessage(self, prm):
        tell("message", prm.contentType, prm.msgBody)

    def onInstantMessageStatus(self, prm):
        tell("message-status", prm.code)


class Watched(pj.Buddy):
    def onBuddyState(self):
        # The status lives as long as what it was asked of.
        info = self.getInfo()
        presence = info.presStatus
        if presence.status == pj.PJSUA_BUDDY_STATUS_ONLINE:
            tell("buddy online", presence.note or presence.statusText)
        elif presence.status == pj.PJSUA_BUDDY_STATUS_OFFLINE:
            tell("buddy offline")


def code(number):
    prm = pj.CallOpParam(True)
    prm.statusCode = number
    return prm


class Phone:
    def __init__(self, port, transport, options):
        self.port = port
        self.transport = transport
        self.options = options
        self.address = options.get("address", "127.0.0.1")
        self.answer = int(options.get("answer", 0))
        self.calls = []
        self.buddy = None
        self.player = self.recorder = self.loop = None
        self.endpoint = pj.Endpoint()
        self.endpoint.libCreate()
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.uaConfig.userAgent = "pjsua"
        config.logConfig.level = config.logConfig.consoleLevel = 0
        config.medConfig.noVad = True
        # At the rate of the codec nothing is converted.
        name, _, rate = options.get("codec", "/16000").partition("/")
        config.medConfig.clockRate = config.medConfig.sndClockRate = int(rate)
        self.endpoint.libInit(config)
        self.endpoint.audDevManager().setNullDev()
        if name:
            self.take_only(f"{name}/{rate}/1")
        socket = pj.TransportConfig()
        socket.port = port
        socket.boundAddress = self.address
        if transport == "tls":
            tls = socket.tlsConfig
            tls.certFile, tls.privKeyFile = options["cert"], options["key"]
            tls.CaListFile = options["ca"]
            tls.verifyServer = tls.verifyClient = True
        identity = self.endpoint.transportCreate(TRANSPORT[transport], socket)
        self.endpoint.libStart()
        if "play" in options:
            self.loop = pj.AudioMediaPlayer()
            self.loop.createPlayer(options["play"])
        self.account = Account()
        self.account.create(self.account_config(identity))

    def take_only(self, codec):
        for known in self.endpoint.codecEnum2():
            self.endpoint.codecSetPriority(known.codecId, 128 if known.codecId == codec else 0)
        if "fmtp" in self.options:
            fmtp = pj.CodecFmtp()
            fmtp.name, _, fmtp.val = self.options["fmtp"].partition(":")
            param = self.endpoint.codecGetParam(codec)
            param.setting.decFmtp = pj.CodecFmtpVector([fmtp])
            self.endpoint.codecSetParam(codec, param)

    def connect(self, audio):
        """The speech of this side to a call, and what the call says to a file."""
        if "say" in self.options:
            self.player = pj.AudioMediaPlayer()
            self.player.createPlayer(self.options["say"], pj.PJMEDIA_FILE_NO_LOOP)
            self.player.startTransmit(audio)
        if self.loop:
            self.loop.startTransmit(audio)
        if "hear" in self.options and self.recorder is None:
            self.recorder = pj.AudioMediaRecorder()
            self.recorder.createRecorder(self.options["hear"])
            audio.startTransmit(self.recorder)

    def disconnect(self):
        """A recording is whole when its recorder is gone."""
        self.player = self.recorder = None

    def account_config(self, transport):
        config = pj.AccountConfig()
        config.idUri = f"sip:pjsua@{self.address}:{self.port}{self.parameter()}"
        config.sipConfig.transportId = transport
        config.callConfig.prackUse = PRACK[self.options.get("prack", "off")]
        config.callConfig.timerUse = TIMER[self.options.get("timer", "off")]
        config.callConfig.timerMinSESec = 90
        config.callConfig.timerSessExpiresSec = 90
        config.mediaConfig.transportConfig.boundAddress = self.address
        config.mediaConfig.srtpUse = SRTP[self.options.get("srtp", "off")]
        config.mediaConfig.srtpSecureSignaling = 0
        if "ice" in self.options:
            config.natConfig.iceEnabled = True
            config.natConfig.iceAggressiveNomination = self.options["ice"] == "aggressive"
        config.natConfig.contactRewriteUse = 0
        config.natConfig.sipOutboundUse = 0
        return config

    def parameter(self):
        return "" if self.transport == "udp" else f";transport={self.transport}"

    def keep(self, call):
        self.calls.append(call)
        return call

    def ended(self, call):
        identity = call.getId()
        self.calls = [other for other in self.calls if other.getId() != identity]

    def carry_out(self, line):
        verb, _, rest = line.partition(" ")
        last = self.calls[-1] if self.calls else None
        if verb == "call":
            self.keep(Call(self.account)).makeCall(rest, pj.CallOpParam(True))
        elif verb == "answer":
            last.answer(code(int(rest)))
        elif verb == "hold":
            last.setHold(pj.CallOpParam(True))
        elif verb == "unhold":
            prm = pj.CallOpParam(True)
            prm.opt.flag = pj.PJSUA_CALL_UNHOLD
            last.reinvite(prm)
        elif verb == "update":
            last.update(pj.CallOpParam(True))
        elif verb == "transfer":
            last.xfer(rest, pj.CallOpParam(True))
        elif verb == "attend":
            self.calls[0].xferReplaces(self.calls[1], pj.CallOpParam(True))
        elif verb == "dtmf":
            last.dialDtmf(rest)
        elif verb == "info":
            prm = pj.CallSendRequestParam()
            prm.method = "INFO"
            kind, _, text = rest.partition(" ")
            prm.txOption.contentType, prm.txOption.msgBody = kind, text
            last.sendRequest(prm)
        elif verb == "message":
            last.sendInstantMessage(self.text(rest))
        elif verb == "write":
            uri, _, text = rest.partition(" ")
            self.write(uri, text)
        elif verb == "watch":
            config = pj.BuddyConfig()
            config.uri, config.subscribe = rest, True
            self.buddy = Watched()
            self.buddy.create(self.account, config)
        elif verb == "look":
            self.buddy.subscribePresence(False)
        elif verb in ("online", "offline"):
            presence = pj.PresenceStatus()
            presence.status = pj.PJSUA_BUDDY_STATUS_OFFLINE
            if verb == "online":
                presence.status = pj.PJSUA_BUDDY_STATUS_ONLINE
            presence.note = rest
            self.account.setOnlineStatus(presence)
        elif verb == "encryption":
            suite = re.search(r"Crypto-suite: (\S+)", last.dump(True, ""))
            tell("encryption", suite.group(1) if suite else "none")
        elif verb == "hangup":
            last.hangup(pj.CallOpParam(True))
        else:
            raise ValueError(line)

    def text(self, content):
        prm = pj.SendInstantMessageParam()
        prm.contentType, prm.content = "text/plain", content
        return prm

    def write(self, uri, content):
        config = pj.BuddyConfig()
        config.uri, config.subscribe = uri, False
        if self.buddy is None or self.buddy.getInfo().uri != uri:
            self.buddy = pj.Buddy()
            self.buddy.create(self.account, config)
        self.buddy.sendInstantMessage(self.text(content))

    def run(self):
        tell("ready")
        pending = b""
        while True:
            self.endpoint.libHandleEvents(20)
            if not select.select([0], [], [], 0)[0]:
                continue
            read = os.read(0, 4096)
            pending += read
            *lines, pending = pending.split(b"\n")
            for line in lines:
                self.carry_out(line.decode().strip())
            if not read:
                return

    def close(self):
        self.calls = []
        self.buddy = self.loop = None
        self.disconnect()
        self.endpoint.libDestroy()


phone = None


def main():
    global phone
    port, words = int(sys.argv[1]), sys.argv[2:]
    options = dict(word.split("=", 1) for word in words if "=" in word)
    transport = next((word for word in words if "=" not in word), "udp")
    phone = Phone(port, transport, options)
    try:
        phone.run()
    finally:
        phone.close()


main()
