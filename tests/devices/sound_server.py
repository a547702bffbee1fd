"""A PulseAudio server of this test alone, with null sinks: what is played into one is heard at its monitor."""

import os
import subprocess
import tempfile

from phone import until

ENVIRONMENT = ("PULSE_RUNTIME_PATH", "PULSE_SINK", "PULSE_SOURCE", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS")


class SoundServer:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="sound-server-")
        self.socket = os.path.join(self.folder.name, "native")
        for name in ENVIRONMENT:
            os.environ.pop(name, None)
        os.environ["XDG_RUNTIME_DIR"] = self.folder.name
        os.environ["PULSE_SERVER"] = f"unix:{self.socket}"
        os.environ["HOME"] = self.folder.name
        self.process = None
        self.sinks = {}

    def start(self):
        """Starts the server, and makes it again what it was."""
        protocol = f"--load=module-native-protocol-unix socket={self.socket} auth-anonymous=1"
        self.process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--realtime=yes",
             "--high-priority=yes", protocol],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        until(lambda: os.path.exists(self.socket) and self.answers(), "the sound server")
        for name, (_, description) in self.sinks.items():
            self.plug(name, description)

    def answers(self):
        return subprocess.run(["pactl", "info"], capture_output=True, timeout=60).returncode == 0

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None
            if os.path.exists(self.socket):
                os.remove(self.socket)

    def pactl(self, *arguments):
        done = subprocess.run(["pactl", *arguments], check=True, capture_output=True, text=True, timeout=60)
        return done.stdout.strip()

    def plug(self, name, description):
        """Plugs a device in."""
        properties = f"sink_properties='device.description=\"{description}\"'"
        module = self.pactl(
            "load-module", "module-null-sink", f"sink_name={name}", "rate=48000", "channels=1", properties
        )
        self.sinks[name] = (module, description)

    def unplug(self, name):
        self.pactl("unload-module", self.sinks[name][0])

    def streams(self):
        return "\n".join(self.pactl("list", "short", kind) for kind in ("sinks", "sink-inputs", "source-outputs"))

    def users(self, kind, device):
        """How many streams of ours a device has; `kind` is `sink` or `source`."""
        streams = {"sink": "sink-inputs", "source": "source-outputs"}[kind]
        devices = {}
        for line in self.pactl("list", "short", f"{kind}s").splitlines():
            index, name = line.split("\t")[:2]
            devices[index] = name
        rows = (line.split("\t") for line in self.pactl("list", "short", streams).splitlines())
        return sum(devices.get(row[1]) == device for row in rows)
