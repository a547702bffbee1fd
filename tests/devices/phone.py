"""An SDK object, driven through the C interface."""

import ctypes
import json
import threading
import time
from ctypes import CFUNCTYPE, POINTER, byref, c_bool, c_char_p, c_int32, c_void_p

LIMIT_S = 60
AUDIOCODEC_PCMU, AUDIOCODEC_OPUS = 0, 105
NAME_BYTES = 128
EDEVICE_NAME = -90001
EVOLUME = -70020
ETOO_SMALL = -60055

_incoming = CFUNCTYPE(
    c_int32, c_int32, *[c_char_p] * 6, c_bool, c_bool, c_char_p
)
_session = CFUNCTYPE(c_int32, c_int32)
_statistics = CFUNCTYPE(c_int32, c_int32, c_char_p)


def until(condition, what):
    """Waits for something that nobody tells of; its value."""
    end = time.monotonic() + LIMIT_S
    pause = threading.Event()
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {LIMIT_S} s: {what() if callable(what) else what}")
        pause.wait(0.05)


class Phone:
    """One user on 127.0.0.1, with the devices of the system."""

    def __init__(self, library, name, codec=AUDIOCODEC_OPUS):
        self.c = ctypes.CDLL(library)
        for function in ("PSCallback_createCallbackDispatcher", "PortSIP_initialize"):
            getattr(self.c, function).restype = c_void_p
        self.name = name
        self.events = []
        self.came = threading.Condition()
        self.dispatcher = c_void_p(self.c.PSCallback_createCallbackDispatcher())
        self._handlers = [
            _incoming(lambda session, *_: self._note("incoming", session, None)),
            _session(lambda session: self._note("connected", session, None)),
            _session(lambda session: self._note("closed", session, None)),
            _statistics(lambda session, stat: self._note("statistics", session, json.loads(stat))),
        ]
        setters = ("setInviteIncoming", "setInviteConnected", "setInviteClosed", "sefStatistics")
        for setter, handler in zip(setters, self._handlers):
            getattr(self.c, f"PSCallback_{setter}Handler")(self.dispatcher, handler)
        code = c_int32(1)
        self.sdk = c_void_p(
            self.c.PortSIP_initialize(
                self.dispatcher, 0, b"127.0.0.1", 0, -1, None, 8, b"devices", 0, 1, b"", b"", c_bool(False), byref(code)
            )
        )
        assert self.sdk.value and code.value == 0, code
        self.check("setUser", name.encode(), b"", b"", b"", b"", b"", 0, b"", 0, b"", 0)
        self.check("addAudioCodec", codec)

    def _note(self, event, session, value):
        with self.came:
            self.events.append((event, session, value))
            self.came.notify_all()
        return 0

    def wait_for(self, event, nth=1):
        """The `nth` event of this name: its session and value."""
        def found():
            of_name = [entry for entry in self.events if entry[0] == event]
            return of_name[nth - 1] if len(of_name) >= nth else None

        with self.came:
            assert self.came.wait_for(found, LIMIT_S), f"{self.name}: no {event} {nth}: {self.events}"
            return found()[1:]

    def count(self, event):
        return sum(entry[0] == event for entry in self.events)

    def call_function(self, function, *arguments):
        return getattr(self.c, f"PortSIP_{function}")(self.sdk, *arguments)

    def check(self, function, *arguments, code=0):
        returned = self.call_function(function, *arguments)
        assert returned == code, f"{self.name}: {function}{arguments} returned {returned}, not {code}"

    @property
    def uri(self):
        return f"sip:{self.name}@127.0.0.1:{self.c.PortSIPX_getLocalSIPPort(self.sdk)}".encode()

    def call(self, other):
        """Calls another phone, which answers; our session and its."""
        before = other.count("incoming")
        connected = self.count("connected"), other.count("connected")
        session = self.call_function("call", other.uri, c_bool(True), c_bool(False))
        assert session > 0, session
        incoming, _ = other.wait_for("incoming", before + 1)
        other.check("answerCall", incoming, c_bool(False))
        self.wait_for("connected", connected[0] + 1)
        other.wait_for("connected", connected[1] + 1)
        return session, incoming

    def hang_up(self, session, other):
        closed = other.count("closed")
        self.check("hangUp", session)
        other.wait_for("closed", closed + 1)

    def packets_sent(self, session):
        nth = self.count("statistics") + 1
        self.check("getStatistics", session)
        return self.wait_for("statistics", nth)[1]["audio"]["sent"]["packets"]

    def names(self, side):
        """The names of the microphones (`Recording`) or speakers (`Playout`)."""
        count = self.call_function(f"getNumOf{side}Devices")
        return [self.device_name(side, index) for index in range(count)]

    def device_name(self, side, index):
        text = ctypes.create_string_buffer(NAME_BYTES)
        self.check(f"get{side}DeviceName", index, text, NAME_BYTES)
        return text.value.decode()

    def choose(self, microphone, speaker):
        """Chooses devices by their names; `None` is the default one."""
        def index(side, name):
            return -1 if name is None else self.names(side).index(name)

        self.check("setAudioDeviceId", index("Recording", microphone), index("Playout", speaker))

    def close(self):
        self.c.PortSIP_unInitialize(self.sdk)
        self.c.PSCallback_releaseCallbackDispatcher(self.dispatcher)
