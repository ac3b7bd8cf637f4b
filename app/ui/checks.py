"""Does a number look right? Only ever to warn: nothing here blocks, and an empty field is no mistake."""

from __future__ import annotations

import re

_PERSON = re.compile(r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-EHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]")
_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)


def vat_looks_right(text: str) -> bool:
    """An Italian VAT number: eleven digits, the last a check digit. ``IT`` before it and spaces are let pass."""
    number = _tidy(text).removeprefix("IT")
    if not number:
        return True
    if len(number) != 11 or not number.isascii() or not number.isdigit():
        return False
    digits = [int(digit) for digit in number]
    doubled = sum(d * 2 - 9 if d > 4 else d * 2 for d in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0


def tax_code_looks_right(text: str) -> bool:
    """An Italian tax code: a company's (a VAT number's eleven digits) or a person's sixteen characters."""
    code = _tidy(text)
    if not code or code.isdigit():
        return vat_looks_right(code)
    if not _PERSON.fullmatch(code):
        return False
    values = [int(c) if c.isdigit() else ord(c) - ord("A") for c in code[:15]]
    total = sum(_ODD[value] if place % 2 == 0 else value for place, value in enumerate(values))
    return chr(ord("A") + total % 26) == code[15]


def _tidy(text: str) -> str:
    return "".join(text.split()).upper()
