"""The colours of the window by role: light, dark and with high contrast.

Text is only ever put on a ground that ``pairs`` lists, so that a test can compute every contrast; a colour must never
be the only bearer of a meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Look(NamedTuple):
    """An outcome or a standing: ``ink`` on ``ground`` (chip, banner), ``solid`` for bars without text."""

    ink: str
    ground: str
    solid: str


class Palette(NamedTuple):
    """One theme's colours, ``#rrggbb``, by role."""

    name: str
    paper: str
    card: str
    ink: str
    muted: str
    line: str
    edge: str
    brand: str
    brand_ink: str
    brand_muted: str
    brand_soft: str
    accent: str
    accent_hover: str
    accent_ink: str
    accent_soft: str
    mount: str
    green: Look
    teal: Look
    amber: Look
    red: Look
    violet: Look
    grey: Look

    def look(self, name: str) -> Look:
        """One of ``LOOKS``; any other name is grey."""
        return getattr(self, name) if name in LOOKS else self.grey


LOOKS = ("green", "teal", "amber", "red", "violet", "grey")

LIGHT = Palette(
    name="light",
    paper="#F7F6F2",
    card="#FFFFFF",
    ink="#17212B",
    muted="#5A6772",
    line="#DEDCD4",
    edge="#7C8690",
    brand="#17324D",
    brand_ink="#FFFFFF",
    brand_muted="#B4C3D2",
    brand_soft="#274B6F",
    accent="#1F5FBF",
    accent_hover="#194F9F",
    accent_ink="#FFFFFF",
    accent_soft="#EEF3FD",
    mount="#DAD7CE",
    green=Look("#0F7048", "#E6F2EC", "#0F7048"),
    teal=Look("#0B6A7A", "#E3F1F3", "#0B6A7A"),
    amber=Look("#9A5200", "#FBEFDD", "#BC7210"),
    red=Look("#A8231C", "#FAE7E5", "#A8231C"),
    violet=Look("#4A1D5E", "#EFE6F3", "#4A1D5E"),
    grey=Look("#4B5865", "#E9ECEF", "#7C8690"),
)

DARK = Palette(
    name="dark",
    paper="#12181F",
    card="#1B232C",
    ink="#E8ECF0",
    muted="#A6B2BD",
    line="#313C47",
    edge="#7B8792",
    brand="#0C1C2D",
    brand_ink="#F2F5F8",
    brand_muted="#A9B8C7",
    brand_soft="#24486B",
    accent="#8AB4F2",
    accent_hover="#A6C6F6",
    accent_ink="#0E1B2C",
    accent_soft="#1D3150",
    mount="#0B0F14",
    green=Look("#7FD6A8", "#16352A", "#46A878"),
    teal=Look("#7FCFDC", "#14343A", "#3F9FAF"),
    amber=Look("#F0B667", "#3A2A14", "#D98A1F"),
    red=Look("#F4A29B", "#42201E", "#D1554D"),
    violet=Look("#D3ACE6", "#36213F", "#9B5FB8"),
    grey=Look("#B9C3CC", "#2B343D", "#7B8792"),
)

CONTRAST = Palette(
    name="contrast",
    paper="#000000",
    card="#000000",
    ink="#FFFFFF",
    muted="#E4E4E4",
    line="#9A9A9A",
    edge="#FFFFFF",
    brand="#00172E",
    brand_ink="#FFFFFF",
    brand_muted="#E4E4E4",
    brand_soft="#00407F",
    accent="#FFE14D",
    accent_hover="#FFF0A3",
    accent_ink="#000000",
    accent_soft="#2A2600",
    mount="#1C1C1C",
    green=Look("#8CF5BE", "#00210F", "#8CF5BE"),
    teal=Look("#8DEBFA", "#00242B", "#8DEBFA"),
    amber=Look("#FFC87A", "#2B1A00", "#FFC87A"),
    red=Look("#FFB8B2", "#3A0A08", "#FFB8B2"),
    violet=Look("#EBC8FA", "#2A0A38", "#EBC8FA"),
    grey=Look("#E4E4E4", "#262626", "#E4E4E4"),
)

THEMES = {palette.name: palette for palette in (LIGHT, DARK, CONTRAST)}


def least(palette: Palette) -> float:
    """The contrast that every text of that theme must have."""
    return 7.0 if palette is CONTRAST else 4.5


def edges(palette: Palette) -> Iterator[tuple[str, str, str]]:
    """Every (name, line or mark, ground) that tells where a control is, which has the focus, or how much there is."""
    for ground in ("paper", "card", "accent_soft"):
        for mark in ("edge", "accent"):
            yield f"{mark} on {ground}", getattr(palette, mark), getattr(palette, ground)
    yield "focus within the accent button", palette.accent_ink, palette.accent
    yield "focus around the accent button", palette.ink, palette.paper
    for ground in ("brand", "brand_soft"):
        yield f"focus on {ground}", palette.brand_ink, getattr(palette, ground)
    for name in LOOKS:
        look = palette.look(name)
        yield f"{name} bar on card", look.solid, palette.card
        yield f"{name} bar on paper", look.solid, palette.paper
        yield f"edge of a {name} banner", look.solid, look.ground
        yield f"focus on {name} ground", palette.accent, look.ground


def pairs(palette: Palette) -> Iterator[tuple[str, str, str]]:
    """Every (name, text colour, ground colour) that the window may put together."""
    for ground in ("paper", "card", "accent_soft"):
        for ink in ("ink", "muted", "accent"):
            yield f"{ink} on {ground}", getattr(palette, ink), getattr(palette, ground)
    yield "accent button", palette.accent_ink, palette.accent
    yield "accent button, hovered", palette.accent_ink, palette.accent_hover
    yield "disabled button", palette.muted, palette.grey.ground
    for ground in ("brand", "brand_soft"):
        for ink in ("brand_ink", "brand_muted"):
            yield f"{ink} on {ground}", getattr(palette, ink), getattr(palette, ground)
    for name in LOOKS:
        look = palette.look(name)
        yield f"{name} chip", look.ink, look.ground
        yield f"{name} ink on card", look.ink, palette.card
        yield f"{name} ink on paper", look.ink, palette.paper
        yield f"{name} ink on a chosen card", look.ink, palette.accent_soft
        for ink in ("ink", "muted", "accent"):
            yield f"{ink} on {name} ground", getattr(palette, ink), look.ground


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two ``#rrggbb`` colours, 1…21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
