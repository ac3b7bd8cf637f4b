"""Cards: every way it can go wrong has its own sentence, nothing comes out, and the PIN is presented once."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.domain.errors import UserError
from reports.signing import card as cards
from reports.signing.card import CardCertificate, card, certificates
from reports.signing.drivers import usual
from reports.signing.sign import Stamp, sign_with
from reports.signing.verify import verify
from tests.cards import DRIVER, ISSUER, PIN, Tokens, expired, person
from tests.law import RESOURCES
from tests.sealed_paper import NOW, paper

TABLE = RESOURCES / "tables" / "card_drivers.toml"


def named(found: list[CardCertificate], name: str) -> CardCertificate:
    return next(one for one in found if one.facts.name == name)


def signed(pdf: bytes, chosen: CardCertificate, pin: str = PIN, driver: Path = DRIVER) -> bytes:
    with card(driver, chosen, pin, NOW) as means:
        return sign_with(pdf, means, field="consulente", stamp=Stamp((chosen.facts.name,)), now=NOW)


def refused(chosen: CardCertificate, pin: str = PIN) -> str:
    with pytest.raises(UserError) as problem:
        signed(paper(), chosen, pin)
    return problem.value.key


def logins(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the process from now on."""
    asked: list[str] = []
    real = cards._Process.ask

    def ask(self: object, request: dict[str, object], seconds: float) -> dict[str, object]:
        asked.append(str(request["do"]))
        return real(self, request, seconds)  # type: ignore[arg-type]

    monkeypatch.setattr(cards._Process, "ask", ask)
    return asked


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_card_signs_and_the_signature_holds(tokens: Tokens, kind: str) -> None:
    tokens.insert("CNS", [person("Maria di Prova", kind)])
    [only] = certificates(DRIVER)
    assert (only.facts.name, only.facts.issuer, only.facts.signing) == ("Maria di Prova", ISSUER, True)
    assert (only.token.label, only.token.tries, only.token.pad) == ("CNS", "many", False)
    found = verify(signed(paper(), only), expected_signatures=1)
    assert found.intact
    assert found.signatures[0].fingerprint == only.facts.fingerprint


def test_a_wrong_pin_is_presented_once_and_said(tokens: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens.insert("CNS", [person("Maria di Prova")])
    [only] = certificates(DRIVER)
    asked = logins(monkeypatch)
    assert refused(only, "00000001") in ("card_pin_wrong", "card_pin_wrong_low")
    assert asked == ["login"]
    # this stand-in says so after a mistake; the user is told before the next try
    assert certificates(DRIVER)[0].token.tries == "low"
    assert verify(signed(paper(), only)).intact


def test_a_process_logs_in_once_only(tokens: Tokens) -> None:
    tokens.insert("CNS", [person("Maria di Prova")])
    [only] = certificates(DRIVER)
    login = {"do": "login", "driver": str(DRIVER), "serial": only.token.serial, "label": "CNS", "id": only.id}
    with cards._process(DRIVER) as process:
        for reason in ("", "second login"):
            with pytest.raises(UserError) as problem:
                process.ask({**login, "kind": "rsa", "pin": "00000001" if not reason else PIN}, 30)
            assert problem.value.params["reason"] == reason


def test_what_must_not_sign_is_refused_before_the_pin(tokens: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens.insert("CNS", [person("Solo accesso", signing=False), expired("Scaduto di Prova")])
    found = certificates(DRIVER)
    asked = logins(monkeypatch)
    assert refused(named(found, "Solo accesso")) == "certificate_not_for_signing"
    assert refused(named(found, "Scaduto di Prova")) == "certificate_expired"
    assert refused(CardCertificate(**{**vars(found[0]), "facts": person_facts("Maria di Prova")}), "") == (
        "card_pin_missing"
    )
    assert asked == []


def person_facts(name: str) -> object:
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding

    from reports.signing.certificates import facts

    return facts(Certificate.load(person(name).certificate.public_bytes(Encoding.DER)))


def test_no_card_another_card_and_a_card_pulled_out(tokens: Tokens) -> None:
    with pytest.raises(UserError, match="card_absent"):
        certificates(DRIVER)
    tokens.insert("CNS", [person("Maria di Prova")])
    [only] = certificates(DRIVER)
    with card(DRIVER, only, PIN, NOW) as means:
        tokens.pull()  # after the log-in, before the signature
        with pytest.raises(UserError, match="card_pulled"):
            sign_with(paper(), means, field="consulente", stamp=Stamp(()), now=NOW)
    assert refused(only) == "card_absent"
    tokens.insert("ALTRA", [person("Maria di Prova")])
    assert refused(only) == "card_other"


def test_a_card_without_certificates_is_said_to_have_none(tokens: Tokens) -> None:
    tokens.insert("VUOTA", [])
    with pytest.raises(UserError, match="card_no_certificate"):
        certificates(DRIVER)


def test_a_driver_that_is_missing_or_is_none(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="card_driver_missing"):
        certificates(tmp_path / "gone.so")
    (tmp_path / "none.so").write_bytes(b"no library")
    with pytest.raises(UserError, match="card_driver_unusable"):
        certificates(tmp_path / "none.so")


@pytest.mark.parametrize(
    ("does", "key"),
    [
        ("import os; os.abort()", "card_driver_crashed"),
        ("import sys; sys.stdin.readline(); print('{')", "card_driver_crashed"),
        ("import sys; sys.stdin.readline(); print('[]')", "card_driver_crashed"),
        ("import time; time.sleep(60)", "card_driver_silent"),
    ],
)
def test_a_driver_that_crashes_or_hangs_is_not_our_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, key: str
) -> None:
    monkeypatch.setattr(cards, "_command", lambda: [sys.executable, "-c", does])
    monkeypatch.setattr(cards, "LOOK_SECONDS", 1.0)
    with pytest.raises(UserError, match=key):
        certificates(DRIVER)


def test_what_a_driver_prints_does_not_disturb(tokens: Tokens, tmp_path: Path) -> None:
    """A shared library that prints on loading, in front of the real one."""
    source = tmp_path / "noisy.c"
    source.write_text(
        "#include <dlfcn.h>\n#include <stdio.h>\nlong C_GetFunctionList(void **l) {\n"
        f'  printf("{{}}\\nnoise\\n"); fflush(stdout); void *h = dlopen("{DRIVER}", RTLD_NOW);\n'
        '  return ((long (*)(void **)) dlsym(h, "C_GetFunctionList"))(l);\n}\n'
    )
    library = tmp_path / "noisy.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    tokens.insert("CNS", [person("Maria di Prova")])
    [only] = certificates(library)
    assert verify(signed(paper(), only, driver=library)).intact


def test_the_usual_places_are_looked_through(tmp_path: Path) -> None:
    found = usual(TABLE)
    assert all(one.path.is_file() for one in found)
    assert usual(TABLE, "linux", {}) == found
    inside = tmp_path / "InfoCert" / "GoSign" / "lib"
    inside.mkdir(parents=True)
    (inside / "driver.so").write_bytes(b"")
    table = tmp_path / "table.toml"
    table.write_text(
        '[[driver]]\nname = "A"\nlinux = ["${NOWHERE}/x.so", "${HERE}/InfoCert/**/driver.so"]\n'
        '[[driver]]\nname = "B"\nlinux = ["${HERE}/InfoCert/GoSign/lib/driver.so", "/nowhere/y.so"]\n'
    )
    [only] = usual(table, "linux", {"here": str(tmp_path)})
    assert (only.name, only.path.name) == ("A", "driver.so")
    assert usual(table, "win32", {}) == ()


def test_every_maker_has_places_on_every_system() -> None:
    drivers = tomllib.loads(TABLE.read_text("utf-8"))["driver"]
    names = " ".join(one["name"] for one in drivers)
    assert all(maker in names for maker in ("Bit4id", "CIE", "OpenSC", "InfoCert", "Aruba"))
    assert all(one[system] for one in drivers for system in ("linux", "macos", "windows"))


@pytest.mark.parametrize("program", ["app.cli", "app.main"])
def test_the_program_itself_can_be_that_process(program: str) -> None:
    """A frozen program has no other one to start."""
    command = [sys.executable, "-m", program, cards.ARGUMENT]
    asked = b'{"do": "list", "driver": "/nowhere/driver.so"}\n'
    done = subprocess.run(command, input=asked, capture_output=True, timeout=60, check=False)
    assert b"card_driver_unusable" in done.stdout
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 1)
