"""The tour: offered once, points at real things, goes by keys alone, and Esc ends it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.tour import Tour
from tests.ui_kit import Bench

WORDS_A_MINUTE = 180


def begun(bench: Bench) -> Tour:
    bench.window.start_tour()
    assert bench.window.tour is not None
    return bench.window.tour


def test_keys_alone_lead_through_it_and_each_step_points_at_something_in_sight(bench: Bench, qtbot: QtBot) -> None:
    tour = begun(bench)
    steps, targets = len(tour.steps), set()
    for place in range(steps):
        assert tour.place == place
        target = tour.steps[place].target()
        assert target.isVisible()
        assert not target.visibleRegion().isEmpty()
        targets.add(target)
        assert QApplication.focusWidget() is tour.next
        ring = QRect(target.mapTo(bench.window, QPoint(0, 0)), target.size())
        assert tour._ring.geometry().contains(ring.intersected(bench.window.rect()))
        if place:
            assert not tour.geometry().intersects(ring), tour.steps[place].key
        assert bench.window.rect().contains(tour.geometry())
        qtbot.keyClick(tour.next, Qt.Key.Key_Return)
    assert len(targets) == steps
    assert bench.window.tour is None
    assert bench.window.page("home").isAncestorOf(QApplication.focusWidget())


def test_it_is_read_in_less_than_two_minutes(bench: Bench) -> None:
    for lang in ("it", "en"):
        bench.window.set_language(lang)
        words = " ".join(bench.desk.words(f"tour.{step.key}") for step in begun(bench).steps).split()
        assert len(words) / WORDS_A_MINUTE < 1


def test_one_can_go_back_and_esc_ends_it(bench: Bench, qtbot: QtBot) -> None:
    tour = begun(bench)
    assert not tour.back.isEnabled()
    qtbot.keyClick(tour.next, Qt.Key.Key_Return)
    qtbot.mouseClick(tour.back, Qt.MouseButton.LeftButton)
    assert tour.place == 0
    qtbot.keyClick(tour.next, Qt.Key.Key_Escape)
    assert bench.window.tour is None
    assert not tour.isVisible()


def test_it_can_be_taken_again_from_settings_and_manual(bench: Bench, qtbot: QtBot) -> None:
    for page in ("settings", "manual"):
        bench.window.go(page, {})
        where = bench.window.page(page)
        button = where.example.tour if page == "settings" else where.tour  # type: ignore[attr-defined]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert bench.window.here == "home"
        assert bench.window.tour is not None
        assert bench.window.tour.place == 0


def test_going_elsewhere_ends_it(bench: Bench) -> None:
    begun(bench)
    bench.window.go("sources", {})
    assert bench.window.tour is None
    begun(bench)
    bench.window.set_scale(1.15)
    assert bench.window.tour is None
    bench.window.set_scale(1.0)


def test_it_follows_the_window_and_stays_within_it(bench: Bench) -> None:
    tour = begun(bench)
    tour.show_step(2)
    for size in ((900, 500), (1800, 900), (720, 480)):
        bench.window.resize(*size)
        QApplication.processEvents()
        assert bench.window.rect().contains(tour.geometry())
        assert tour.height() >= tour.box.totalHeightForWidth(tour.width())


def test_it_is_offered_once_and_waits(bench: Bench, qtbot: QtBot) -> None:
    bench.window.offer_tour()
    assert bench.settings["tour_seen"] is True
    assert "prima volta" in bench.window.notice.text()
    bench.window.notice.acted.emit()
    assert bench.window.tour is not None
    assert bench.window.notice.isHidden()


def test_it_changes_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    before = bench.desk.practice
    tour = begun(bench)
    for _ in tour.steps:
        qtbot.keyClick(tour.next, Qt.Key.Key_Return)
    assert bench.desk.practice == before
