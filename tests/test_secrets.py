"""No PIN, passphrase or private key stays anywhere: not in a file, a log, a crash report or a process listing.

Every way of signing is gone through by the program's own command line, right and wrong, watched from outside.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from app.desk.paperwork import Wish
from app.desk.signing import CardWay, FileWay, SealWay
from app.ui.crash import CrashPage
from tests.cards import DRIVER, Person, Tokens, person
from tests.desks import desk_on

# This test's own: other tests hand theirs to programs as arguments while this one looks at every process there is.
SEAL, PIN, P12_PASSPHRASE = "Qx7-frase-del-sigillo", "40917836", "Jk5-parola-di-questa-prova"
WRONG_PIN, WRONG_PASSPHRASE = "86420975", "Wv3-parola-sbagliata"
SECRETS = (PIN, P12_PASSPHRASE, SEAL, WRONG_PIN, WRONG_PASSPHRASE)
ROOT = Path(__file__).resolve().parent.parent


class Watch:
    """Looks at every process's arguments and environment, again and again, until it is left."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [word.encode() for word in words]
        self._end = threading.Event()
        self.found: set[str] = set()
        self.workers = 0
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.is_set():
            for place in Path("/proc").iterdir():
                if place.name.isdigit() and int(place.name) != os.getpid():
                    self._one(place)

    def _one(self, place: Path) -> None:
        for name in ("cmdline", "environ"):
            try:
                data = (place / name).read_bytes()
            except OSError:
                continue
            self.workers += name == "cmdline" and b"card_worker" in data
            self.found |= {f"{name}: {word.decode()}" for word in self._words if word in data}


def dressed(secret: bytes) -> list[bytes]:
    """In every dress that it might be written in."""
    text = secret.decode("latin-1")
    return [
        secret,
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        secret.hex().encode(),
        base64.b64encode(secret).rstrip(b"=")[:-1],
    ]


def private(key: object) -> list[bytes]:
    """The number that must stay secret, and the key as it is usually written."""
    der = key.private_bytes(  # type: ignore[attr-defined]
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    numbers = key.private_numbers()  # type: ignore[attr-defined]
    value = numbers.d if hasattr(numbers, "d") else numbers.private_value
    number = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return [der, number, number[::-1], number.hex().encode(), base64.b64encode(number)[:-4]]


def cli(data: Path, secret: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    reads, writes = os.pipe()
    os.write(writes, (secret + "\n").encode())
    os.close(writes)
    try:
        command = [sys.executable, "-m", "app.cli", *map(str, arguments), "--data", str(data)]
        command += ["--passphrase-fd", str(reads)]
        return subprocess.run(command, capture_output=True, text=True, pass_fds=[reads], cwd=ROOT, check=False)
    finally:
        os.close(reads)


@pytest.mark.timeout(600)  # a dozen programs one after the other
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems list processes in another way")
def test_no_secret_is_left_anywhere(tmp_path: Path, tokens: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
    data, work = tmp_path / "data", tmp_path / "work"
    work.mkdir()
    monkeypatch.setenv("TMPDIR", str(work))
    ada, card_holder = person("Ada di Prova"), person("Maria di Prova")
    p12 = tmp_path / "elsewhere" / "ada.p12"
    p12.parent.mkdir()
    p12.write_bytes(ada.p12(P12_PASSPHRASE))
    tokens.insert("CNS", [card_holder], PIN)
    with desk_on(data) as desk:
        practice_id = desk.open_example()
        desk.make_identity("Studio di prova", SEAL)
    said: list[str] = []
    with Watch(SECRETS) as watch:
        for means, right, wrong in (
            (("seal",), SEAL, WRONG_PASSPHRASE),
            (("file", "--p12", p12), P12_PASSPHRASE, WRONG_PASSPHRASE),
            (("card", "--driver", DRIVER), PIN, WRONG_PIN),
        ):
            box = {"seal": "consultant", "file": "employer", "card": "representatives"}[means[0]]
            for secret, code in ((wrong, 2), (right, 0)):
                done = cli(data, secret, "sign-many", practice_id, "--field", box, "--with", *means)
                assert done.returncode == code, done.stderr
                said += [done.stdout, done.stderr]
    assert watch.found == set()
    assert watch.workers > 0  # it did look while a card was being spoken to
    said += crashes(data, tokens, p12)
    with desk_on(data) as desk:
        desk.open(practice_id)
        assert desk.dossier is not None
        assert [one.kind for one in desk.dossier.ledger.latest_revisions[0].signatures] == ["seal", "file", "card"]
        identity = desk._shelves.settings.read_identity()
    assert identity is not None
    seal_key = pkcs12.load_pkcs12(identity, SEAL.encode()).key
    forbidden = [dress for secret in SECRETS for dress in dressed(secret.encode())]
    forbidden += [part for key in (ada.key, card_holder.key, seal_key) for part in private(key)]
    forbidden.append(ada.p12(P12_PASSPHRASE))
    looked = 0
    for file in [*data.rglob("*"), *work.rglob("*")]:
        if file.is_file():
            looked += 1
            content = file.read_bytes()
            assert not [part for part in forbidden if part in content], file
    assert looked > 5
    assert list((data / "logs").glob("*"))
    for text in said:
        assert not [secret for secret in SECRETS if secret in text]


def crashes(data: Path, tokens: Tokens, p12: Path) -> list[str]:
    """A mistake of our own in the middle of every way of signing, as it would be logged and told."""
    told: list[str] = []
    log = data / "logs" / "vaglio.log"
    with desk_on(data) as desk, pytest.MonkeyPatch.context() as broken:
        [listed] = desk.read_list()
        desk.open(listed.id)
        [certificate] = desk.card_certificates(DRIVER)
        page = CrashPage(log, lambda: desk.words, lambda _problem: None)
        broken.setattr(page, "show", lambda *_: None)

        def fall(*arguments: object, **named: object) -> None:
            raise RuntimeError(f"{arguments} {named}")

        broken.setattr("reports.signing.sign.sign_with", fall)
        for way in (SealWay(SEAL), FileWay(p12, P12_PASSPHRASE), CardWay(DRIVER, certificate, PIN)):
            assert not [secret for secret in SECRETS if secret in repr(way)]
            with pytest.raises(RuntimeError) as crash:
                desk.sign_with(way, Wish("consultant"))
            page.caught(crash.type, crash.value, crash.tb)
            told.append(str(crash.value))
    assert datetime.now().astimezone().strftime("%Y-%m-%d") in log.read_text("utf-8")
    return told


def test_a_person_of_a_test_is_no_secret() -> None:
    """What is looked for is really there where it must be: the search itself finds it."""
    ada: Person = person("Ada di Prova")
    assert private(ada.key)[1] in private(ada.key)[0]
    assert PIN.encode() in dressed(PIN.encode())
