"""Does a number or a code look right? Says why not; only ever to warn: nothing here blocks, and empty is no mistake.

A code that looks right may still be somebody else's, or be none: only its form is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from app.library.tables import Tables
from app.text import Words, folded


@dataclass(frozen=True)
class Warned:
    """``key``: of the sentence ``practice.warn.<key>``; ``mild``: something to know and no likely mistake."""

    key: str
    params: dict[str, Any] = field(default_factory=dict)
    mild: bool = False

    def text(self, words: Words) -> str:
        return words(f"practice.warn.{self.key}", **self.params)


def vat(text: str) -> Warned | None:
    """An Italian VAT number; ``IT`` before it, spaces, points and dashes are let pass."""
    number = _without_country(text)
    return None if not number else _judged("vat", number, _vat(number))


def tax_code(text: str) -> Warned | None:
    """An Italian tax code: a company's eleven digits or a person's sixteen characters, those of an omocodia too."""
    code = _without_country(text)
    if not code:
        return None
    if len(code) not in (11, 16):
        return Warned("tax_code_length", {"n": len(code)})
    if len(code) == 11:
        return _judged("tax_code", code, _vat(code))
    from stdnum.it import codicefiscale

    return _judged("tax_code", code, _why(codicefiscale.validate, code))


def ateco(text: str, known: Tables) -> Warned | None:
    code = text.strip()
    if not code:
        return None
    if not re.fullmatch(known.ateco_shape, code):
        return Warned("ateco_shape", {"call_centre": known.ateco_call_centre})
    if not code.startswith(known.ateco_call_centre):
        return Warned("ateco_other", {"call_centre": known.ateco_call_centre}, mild=True)
    return None


def ccnl(text: str, known: Tables) -> Warned | None:
    name = text.strip()
    if not name:
        return None
    if re.fullmatch(known.ccnl_code_shape, name.upper()):
        return Warned("ccnl_code_form", mild=True)
    if any(one in folded(name) for one in known.ccnl_names):
        return None
    return Warned("ccnl_unknown", mild=True)


def province(text: str, known: Tables) -> Warned | None:
    code = text.strip().upper()
    if not code:
        return None
    if code in known.provinces_replaced:
        return Warned("province_old", {"text": text.strip(), "now": known.provinces_replaced[code]})
    if code in known.provinces_unsure:
        return Warned("province_unsure", mild=True)
    if code in known.provinces:
        return None
    return Warned(
        "province_unknown", {"text": text.strip(), "date": f"{known.provinces_on[5:7]}/{known.provinces_on[:4]}"}
    )


def _without_country(text: str) -> str:
    code = re.sub(r"[\s.:\-/]", "", text).upper()
    return code[2:] if re.fullmatch(r"IT[0-9]+", code) else code


def _vat(number: str) -> str:
    from stdnum.it import iva

    if not (number.isascii() and number.isdigit()):
        return "format"
    why = _why(iva.validate, number)
    return "component" if why == "format" else why  # nothing but digits: what is left is a company's number of zeros


def _why(validate: Any, number: str) -> str:
    """What is wrong: ``length``, ``format``, ``checksum`` or ``component``; empty if nothing is."""
    from stdnum import exceptions

    try:
        validate(number)
    except exceptions.InvalidLength:
        return "length"
    except exceptions.InvalidChecksum:
        return "checksum"
    except exceptions.InvalidComponent:
        return "component"
    except exceptions.ValidationError:
        return "format"
    return ""


def _judged(what: str, number: str, why: str) -> Warned | None:
    if not why:
        return None
    return Warned(f"{what}_{why}", {"n": len(number)} if why == "length" else {})
