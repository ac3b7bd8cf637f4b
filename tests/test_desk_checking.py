"""Codes that look wrong are told, with why; those that are right, or that nothing is known of, are let be."""

from __future__ import annotations

import pytest

from app.desk import checking
from app.library.tables import tables
from app.text import words
from tests.law import RESOURCES

TABLES = tables(RESOURCES / "tables")


def key(warned: checking.Warned | None) -> str:
    return warned.key if warned is not None else ""


@pytest.mark.parametrize("number", ["", "  ", "00743110157", "IT 00743110157", "it00743110157", "007.431.101-57"])
def test_vat_numbers_that_look_right(number: str) -> None:
    assert checking.vat(number) is None


@pytest.mark.parametrize(
    ("number", "why"),
    [("00743110158", "vat_checksum"), ("0074311015", "vat_length"), ("IT0074311015", "vat_length"),
     ("abc", "vat_format"), ("12345671304", "vat_component"), ("٠٠٧٤٣١١٠١٥٧", "vat_format"),
     ("00000000000", "vat_component")],
)  # fmt: skip
def test_vat_numbers_that_do_not(number: str, why: str) -> None:
    assert key(checking.vat(number)) == why


@pytest.mark.parametrize(
    "code", ["", "RSSMRA85T10A562S", "rssmra85t10a562s", "RSSMRA85T10A56NH", "00743110157", "IT00743110157"]
)
def test_tax_codes_that_look_right(code: str) -> None:
    assert checking.tax_code(code) is None


@pytest.mark.parametrize(
    ("code", "why"),
    [("RSSMRA85T10A562T", "tax_code_checksum"), ("RSSMRA85T10", "tax_code_format"), ("RSSMRA", "tax_code_length"),
     ("RSSMRA85T72A562C", "tax_code_component"),
     ("00743110158", "tax_code_checksum"), ("1SSMRA85T10A562S", "tax_code_format"), ("X" * 10_000, "tax_code_length")],
)  # fmt: skip
def test_tax_codes_that_do_not(code: str, why: str) -> None:
    assert key(checking.tax_code(code)) == why


@pytest.mark.parametrize(
    ("code", "said"),
    [("", ""), ("82.20", ""), ("82.20.0", ""), ("82.20.00", ""), ("61.10", "ateco_other"), ("8220", "ateco_shape"),
     ("82.2", "ateco_shape"), ("call center", "ateco_shape")],
)  # fmt: skip
def test_ateco(code: str, said: str) -> None:
    assert key(checking.ateco(code, TABLES)) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [("", ""), ("Telecomunicazioni", ""), ("CCNL TERZIARIO, distribuzione", ""), ("h05y", "ccnl_code_form"),
     ("Tessitori", "ccnl_unknown")],
)  # fmt: skip
def test_collective_agreements_are_at_most_a_hint(name: str, said: str) -> None:
    warned = checking.ccnl(name, TABLES)
    assert key(warned) == said
    assert warned is None or warned.mild


@pytest.mark.parametrize(
    ("code", "said"),
    [("", ""), ("LE", ""), (" le ", ""), ("XX", "province_unknown"), ("Lecce", "province_unknown"),
     ("FO", "province_old"), ("OT", "province_unsure")],
)  # fmt: skip
def test_provinces(code: str, said: str) -> None:
    assert key(checking.province(code, TABLES)) == said


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_warning_is_a_sentence_in_both_languages(lang: str) -> None:
    catalogue = words(RESOURCES / "text", lang)
    found = [
        *(checking.vat(text) for text in ("00743110158", "1", "x", "00000000000")),
        *(checking.tax_code(text) for text in ("1", "RSSMRA85T10A562T", "1SSMRA85T10A562S", "00000000000")),
        *(checking.ateco(text, TABLES) for text in ("1", "61.10")),
        *(checking.ccnl(text, TABLES) for text in ("H05Y", "Tessitori")),
        *(checking.province(text, TABLES) for text in ("XX", "FO", "OT")),
    ]
    said = {one.text(catalogue) for one in found if one is not None}
    assert len(said) == len(found)
    assert not any("{" in text for text in said)
