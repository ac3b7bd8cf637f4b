"""All pages in all themes as they are really drawn: every text stands out, every target can be hit, also at 200 %."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from app.ui import style
from app.ui.palette import least
from app.ui.widgets.card_button import CardFace, OneLine, Tick
from app.ui.widgets.icons import IconMark
from app.ui.widgets.rail import NARROW
from app.ui.widgets.sheet_choice import ChoiceFace
from app.ui.widgets.switch import Switch
from tests.ui_kit import Bench, every_page, small_targets, stand_still, without_name


def colours_in(image: QImage, rect: QRect) -> Counter[str]:
    """How often each colour is there."""
    pixels, width = memoryview(image.constBits()).cast("I"), image.bytesPerLine() // 4
    counts: Counter[int] = Counter()
    for y in range(rect.top(), rect.bottom() + 1):
        counts.update(pixels[y * width + rect.left() : y * width + rect.right() + 1])
    return Counter({f"#{colour & 0xFFFFFF:06x}": number for colour, number in counts.items()})


def faint(window: QWidget, needed: float) -> list[str]:
    """Every label and button in sight whose text, as drawn, stands out less than needed."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = []
    for one in window.findChildren(QWidget):
        if not isinstance(one, QLabel | QPushButton) or not one.text().strip() or not one.isVisible():
            continue
        if isinstance(one, QPushButton) and not one.isEnabled():
            continue  # what cannot be pressed is said otherwise
        seen = one.visibleRegion().boundingRect()
        rect = QRect(one.mapTo(window, seen.topLeft()), seen.size()).intersected(image.rect())
        if rect.width() < 20 or rect.height() < one.fontMetrics().height() * 0.8:
            continue  # half scrolled away
        colours = colours_in(image, rect.adjusted(3, 3, -3, -3))
        ground = max(colours, key=lambda name: colours[name])  # letters cover the smaller part
        ratio = max(style.contrast(name, ground) for name in colours)  # no blurred edge stands out more than the ink
        if ratio < needed - 0.05:
            found.append(f"«{one.text()[:40]}» {ratio:.2f}")
    return found


def mark_of(one: QCheckBox | QRadioButton) -> QRect:
    """Where its box or ring is drawn."""
    assert isinstance(one, CardFace | Tick | OneLine | Switch), f"{type(one).__name__}: a box that the system draws"
    return one.rect() if isinstance(one, Switch) else one.mark_rect().toAlignedRect()


def faint_marks(window: QWidget) -> list[str]:
    """Every box or ring in sight that can be pressed, ticked or not, which as drawn is hardly seen."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = []
    for one in [*window.findChildren(QCheckBox), *window.findChildren(QRadioButton)]:
        if isinstance(one, ChoiceFace) or not one.isVisible() or not one.isEnabled():
            continue  # those of the sheet have their key within
        mark = mark_of(one)
        rect = QRect(one.mapTo(window, mark.topLeft()), mark.size()).adjusted(-1, -1, 1, 1)
        if not one.visibleRegion().contains(mark) or not image.rect().contains(rect):
            continue
        colours = colours_in(image, rect)
        ground = max(colours, key=lambda name: colours[name])  # within the outline
        ratio = max(style.contrast(name, ground) for name in colours)
        if ratio < 2.9:
            found.append(f"«{one.accessibleName() or one.text()}» {ratio:.2f}")
    return found


@pytest.mark.parametrize("theme", style.THEMES)
def test_an_empty_box_or_ring_is_seen_in_every_theme(bench: Bench, theme: str, qapp: QApplication) -> None:
    window = bench.window
    style.apply(qapp, theme)
    window.rebuild()
    bench.desk.open_example()
    window.go("sign", {})
    stand_still(window)
    empty = [one for one in window.findChildren(QCheckBox) if one.isVisible() and not one.isChecked()]
    assert empty
    assert faint_marks(window) == []


@pytest.mark.parametrize("theme", style.THEMES)
def test_every_text_as_drawn_stands_out_from_its_ground(bench: Bench, theme: str, qapp: QApplication) -> None:
    window = bench.window
    style.apply(qapp, theme)
    window.rebuild()
    found = {}
    for page in every_page(bench):
        if weak := faint(window, least(style.current())) + faint_marks(window):
            found[page] = weak
    assert not found


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_whatever_is_pressed_is_large_enough(bench: Bench, scale: float) -> None:
    window = bench.window
    window.set_scale(scale)
    found = {page: small for page in every_page(bench) if (small := small_targets(window))}
    assert not found


@pytest.mark.parametrize("lang", ["it", "en"])
def test_whatever_takes_the_focus_has_a_name(bench: Bench, lang: str) -> None:
    window = bench.window
    window.set_language(lang)
    found = {page: nameless for page in every_page(bench) if (nameless := without_name(window))}
    assert not found


def test_banners_grow_with_the_text(bench: Bench) -> None:
    window = bench.window
    window.offer_tour()
    stand_still(window)
    small = window.notice.findChildren(IconMark)[0].width()
    window.set_scale(2.0)
    stand_still(window)
    assert window.notice.findChildren(IconMark)[0].width() == 2 * small


def test_a_target_that_is_too_small_is_found(bench: Bench) -> None:
    window = bench.window
    window.go("settings", {})
    button = next(one for one in window.page("settings").findChildren(QPushButton) if one.isVisible())
    button.setFixedSize(23, 60)
    assert any("23×60" in one for one in small_targets(window))


def test_a_text_that_is_too_faint_is_found(bench: Bench) -> None:
    window = bench.window
    window.go("settings", {})
    window.page("settings").findChildren(QLabel)[0].setStyleSheet("color: #BBBBBB")
    assert faint(window, 4.5)


@pytest.mark.parametrize("size", [(1366, 690), (2600, 900), (900, 480)])
def test_nothing_in_the_rail_overlaps_at_200_percent(bench: Bench, size: tuple[int, int]) -> None:
    window = bench.window
    window.set_scale(2.0)
    window.resize(*size)
    QApplication.processEvents()
    rail = window.rail
    parts = [one for one in rail.findChildren(QWidget) if isinstance(one, QLabel | QPushButton) and one.isVisible()]
    tops = sorted((one.mapTo(rail, QPoint(0, 0)).y(), one.height()) for one in parts)
    for (top, height), (below, _) in pairwise(tops):
        assert top + height <= below
    area = rail.area
    assert area.widget().width() <= area.viewport().width()
    if size[1] < 600:
        assert area.verticalScrollBar().maximum() > 0
    rail.help.setFocus()
    QApplication.processEvents()
    assert not rail.help.visibleRegion().isEmpty()
    assert rail.width() in (style.px(NARROW), style.px(196))


def test_the_ring_of_the_accent_button_is_seen(bench: Bench, qapp: QApplication) -> None:
    """In the dark themes an edge around a bright button is not: the ring lies within."""
    for theme in style.THEMES:
        style.apply(qapp, theme)
        bench.window.rebuild()
        bench.window.go("home", {})
        button = next(one for one in bench.window.findChildren(QPushButton) if one.property("role") == "accent")
        bench.window.rail.help.setFocus()
        without = button.grab().toImage()
        button.setFocus()
        with_ring = button.grab().toImage()
        changed = [
            style.contrast(without.pixelColor(x, 4).name(), with_ring.pixelColor(x, 4).name())
            for x in range(20, button.width() - 20)
        ]
        assert max(changed) >= 3, theme
        assert QColor(style.current().accent_ink).isValid()
