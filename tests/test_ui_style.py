"""Every text can be read on its ground, in both themes."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from app.ui import style
from app.ui.widgets import icons

THEMES = (style.LIGHT, style.DARK)


@pytest.mark.parametrize("palette", THEMES, ids=lambda p: p.name)
def test_every_text_stands_out_from_its_ground(palette: style.Palette) -> None:
    weak = [
        f"{name}: {style.contrast(ink, ground):.2f}"
        for name, ink, ground in style.pairs(palette)
        if style.contrast(ink, ground) < 4.5
    ]
    assert not weak


@pytest.mark.parametrize("palette", THEMES, ids=lambda p: p.name)
def test_the_edge_of_a_field_stands_out(palette: style.Palette) -> None:
    assert style.contrast(palette.edge, palette.card) >= 3
    assert style.contrast(palette.accent, palette.paper) >= 3


def test_contrast_is_the_known_one() -> None:
    assert style.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert style.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", THEMES, ids=lambda p: p.name)
def test_the_sheet_uses_no_colour_of_its_own(palette: style.Palette) -> None:
    own = {value for value in vars(palette).values() if isinstance(value, str)}
    own |= {colour for name in style.LOOKS for colour in vars(palette.look(name)).values()}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", style.sheet(palette))) <= own


def test_theme_and_text_size_can_change_while_running(qapp: QApplication) -> None:
    style.apply(qapp, "dark", 2.0)
    assert (style.current(), style.scale(), style.px(8)) == (style.DARK, 2.0, 16)
    style.apply(qapp, "light", 1.0)
    assert (style.current(), style.px(8)) == (style.LIGHT, 8)


def test_every_look_has_its_own_icon(qapp: QApplication) -> None:
    assert set(icons.LOOK_ICONS) == set(style.LOOKS)
    assert len(set(icons.LOOK_ICONS.values())) == len(style.LOOKS)
    for name in icons.LOOK_ICONS.values():
        image = icons.icon(name, "#000000", 24).pixmap(24, 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))
