"""Two Syncthing instances on this computer's loopback and nowhere else, set as the README says to."""

from __future__ import annotations

import shutil
import socket
import subprocess
from pathlib import Path
from xml.sax.saxutils import quoteattr

IGNORED = ".tmp-*\ninstance.*\n"
"""As the README says."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Peer:
    """One computer: its ``folder`` is the shared one; ``home`` is Syncthing's own."""

    def __init__(self, root: Path) -> None:
        self.folder, self._home, self._port = root / "data", root / "syncthing", free_port()
        self._process: subprocess.Popen[bytes] | None = None
        (self.folder / ".stfolder").mkdir(parents=True)
        (self.folder / ".stignore").write_text(IGNORED)
        self._run("generate", "--no-default-folder")
        self.device = self._run("--device-id").strip()

    def _run(self, *arguments: str) -> str:
        command = ["syncthing", *arguments, f"--home={self._home}"]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    def know(self, other: Peer) -> None:
        """Writes the whole configuration: the other peer, the folder, and no way out of this computer."""

        def device(peer: Peer) -> str:
            address = f"<address>tcp://127.0.0.1:{peer._port}</address>"
            return f"<device id={quoteattr(peer.device)} introducer='false'>{address}</device>"

        members = "".join(f"<device id={quoteattr(peer.device)}/>" for peer in (self, other))
        off = ("globalAnnounceEnabled", "localAnnounceEnabled", "relaysEnabled", "natEnabled", "startBrowser")
        options = "".join(f"<{name}>false</{name}>" for name in (*off, "crashReportingEnabled"))
        (self._home / "config.xml").write_text(
            f"""<configuration version="36">
            <folder id="vaglio" label="vaglio" path={quoteattr(str(self.folder))} type="sendreceive"
                rescanIntervalS="2" fsWatcherEnabled="true" fsWatcherDelayS="1">
              <filesystemType>basic</filesystemType>{members}<maxConflicts>10</maxConflicts>
            </folder>{device(self)}{device(other)}
            <gui enabled="false"/>
            <options>
              <listenAddress>tcp://127.0.0.1:{self._port}</listenAddress>{options}
              <autoUpgradeIntervalH>0</autoUpgradeIntervalH><urAccepted>-1</urAccepted>
              <reconnectionIntervalS>1</reconnectionIntervalS><stunKeepaliveStartS>0</stunKeepaliveStartS>
            </options></configuration>"""
        )

    def start(self) -> None:
        command = ["syncthing", "serve", f"--home={self._home}", "--no-browser", "--no-restart", "--no-upgrade"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(60)
            self._process = None


def is_there() -> bool:
    return shutil.which("syncthing") is not None
