"""Every text can be read on its ground and every edge be seen, in every theme; nothing moves that need not."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot

from app.ui import style
from app.ui.palette import edges, least
from app.ui.widgets import icons
from app.ui.widgets.busy import Busy

THEMES = tuple(style.THEMES.values())


def weak(found: list[tuple[str, str, str]], needed: float) -> list[str]:
    return [
        f"{name}: {style.contrast(one, ground):.2f}"
        for name, one, ground in found
        if style.contrast(one, ground) < needed
    ]


def test_there_is_a_light_a_dark_and_a_high_contrast_theme() -> None:
    assert list(style.THEMES) == ["light", "dark", "contrast"]
    assert set(style.CHOICES) == {"system", *style.THEMES}
    assert [least(palette) for palette in THEMES] == [4.5, 4.5, 7.0]


@pytest.mark.parametrize("palette", THEMES, ids=lambda p: p.name)
def test_every_text_stands_out_from_its_ground(palette: style.Palette) -> None:
    assert not weak(list(style.pairs(palette)), least(palette))


@pytest.mark.parametrize("palette", THEMES, ids=lambda p: p.name)
def test_every_edge_focus_and_bar_stands_out(palette: style.Palette) -> None:
    assert not weak(list(edges(palette)), 3)


def test_contrast_is_the_known_one() -> None:
    assert style.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert style.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", THEMES, ids=lambda p: p.name)
def test_the_sheet_uses_no_colour_of_its_own(palette: style.Palette) -> None:
    own = {value for value in palette if isinstance(value, str)}
    own |= {colour for name in style.LOOKS for colour in palette.look(name)}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", style.sheet(palette))) <= own


def test_theme_and_text_size_can_change_while_running(qapp: QApplication) -> None:
    style.apply(qapp, "dark", 2.0)
    assert (style.current(), style.scale(), style.px(8)) == (style.DARK, 2.0, 16)
    style.apply(qapp, "contrast", 1.5)
    assert (style.current(), style.choice(), style.px(8)) == (style.CONTRAST, "contrast", 12)
    style.apply(qapp, "light", 1.0)
    assert (style.current(), style.px(8)) == (style.LIGHT, 8)


def test_a_theme_nobody_knows_is_the_systems(qapp: QApplication) -> None:
    assert style.apply(qapp, "pink") in THEMES
    assert style.choice() == "system"
    style.apply(qapp, "light")


def test_what_the_system_would_animate_is_still(qapp: QApplication) -> None:
    qapp.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, True)
    style.apply(qapp, "light")
    assert not any(qapp.isEffectEnabled(effect) for effect in Qt.UIEffect if effect != Qt.UIEffect.UI_General)


def test_without_motion_not_even_a_bar_or_a_cursor_moves(qtbot: QtBot) -> None:
    busy = Busy()
    qtbot.addWidget(busy)
    (bar,) = busy.findChildren(QProgressBar)
    style.be_calm(False)
    busy.show_work("Lavoro…")
    assert bar.isVisible()
    usual = QApplication.cursorFlashTime()
    style.be_calm(True)
    busy.show_work("Lavoro…")
    assert not bar.isVisible()
    assert QApplication.cursorFlashTime() == 0
    style.be_calm(None)
    assert not style.calm()
    assert QApplication.cursorFlashTime() == usual


class Wishes(QObject):
    """What a person asks the system for, as Qt tells it."""

    contrastPreferenceChanged = Signal(object)
    motionPreferenceChanged = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.contrast, self.motion = Qt.ContrastPreference.NoPreference, Qt.MotionPreference.NoPreference

    def contrastPreference(self) -> Qt.ContrastPreference:
        return self.contrast

    def motionPreference(self) -> Qt.MotionPreference:
        return self.motion


def test_what_is_asked_of_the_system_meanwhile_is_followed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    wishes = Wishes()
    monkeypatch.setattr(style, "_wishes", lambda: wishes)
    style.apply(qapp, "system")
    style.be_calm(None)
    style.follow_system(lambda: style.apply(qapp, "system"))
    assert style.current() is not style.CONTRAST
    wishes.contrast = Qt.ContrastPreference.HighContrast
    wishes.contrastPreferenceChanged.emit(wishes.contrast)
    assert style.current() is style.CONTRAST
    wishes.motion = Qt.MotionPreference.ReducedMotion
    wishes.motionPreferenceChanged.emit(wishes.motion)
    assert style.calm()
    style.be_calm(False)  # chosen here: from now on the system is not asked
    wishes.motionPreferenceChanged.emit(wishes.motion)
    assert not style.calm()
    monkeypatch.undo()
    style.be_calm(None)
    style.apply(qapp, "light")


def test_every_look_has_its_own_icon(qapp: QApplication) -> None:
    assert set(icons.LOOK_ICONS) == set(style.LOOKS)
    assert len(set(icons.LOOK_ICONS.values())) == len(style.LOOKS)
    for name in icons.LOOK_ICONS.values():
        image = icons.icon(name, "#000000", 24).pixmap(24, 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))
