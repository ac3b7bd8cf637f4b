"""A second start on the same data folder brings the first window to the front, by a local socket and nothing else.

Whether there is a first one is the store's lock to say, never this socket. Nothing is ever written or read.
"""

from __future__ import annotations

import time
from hashlib import sha256
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WAIT_MS = 1500
_AGAIN_S = 0.05


def server_name(folder: Path) -> str:
    """The same for every start on ``folder``, another for any other folder; tells nothing of the path."""
    return "vaglio-" + sha256(str(folder).encode()).hexdigest()[:20]


def bring_first_to_front(folder: Path) -> bool:
    """Knocks at the first instance: to be connected is the knock. False if nobody is there."""
    ends = time.monotonic() + _WAIT_MS / 1000
    while True:  # the first one may hold the lock and not be listening yet: it draws before it listens
        socket = QLocalSocket()
        socket.connectToServer(server_name(folder))
        if socket.waitForConnected(_WAIT_MS):
            socket.disconnectFromServer()
            return True
        if time.monotonic() > ends:
            return False
        time.sleep(_AGAIN_S)


class Doorbell(QObject):
    """Listens for knocks; make it only while holding the instance lock."""

    def __init__(self, folder: Path, knocked: Callable[[], None]) -> None:
        super().__init__()
        self._knocked = knocked
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = server_name(folder)
        if not self._server.listen(name):
            # Left behind by a killed process: we hold the lock, so nobody else is listening.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
            connection.disconnectFromServer()
            self._knocked()
