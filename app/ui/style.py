"""Theme, text size and the one style sheet of the window: whatever is drawn takes colours and lengths from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessibilityHints, QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.ui.palette import CONTRAST, DARK, LIGHT, LOOKS, THEMES, Look, Palette, contrast, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FAMILY = "Source Sans Pro"
_FACES = ("Regular", "Semibold", "Bold")
_BODY = 15
RADIUS = 12
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)

STYLE = "Fusion"


class _InForce:
    """There is one application in a process, and one look of it."""

    palette = LIGHT
    choice = "system"
    scale = 1.0


_in_force = _InForce()

CHOICES = ("system", "light", "dark", "contrast")
"""What can be chosen as a theme."""

__all__ = [
    "CHOICES",
    "CONTRAST",
    "DARK",
    "LIGHT",
    "LOOKS",
    "THEMES",
    "Look",
    "Palette",
    "application",
    "apply",
    "be_calm",
    "calm",
    "choice",
    "contrast",
    "current",
    "follow_system",
    "load_fonts",
    "locale_of",
    "pairs",
    "px",
    "scale",
    "sheet",
    "zoom",
]


def application(name: str) -> QApplication:
    """The application, in our style from the start: changing it later has all names of Qt's styles made at once."""
    app = QApplication([name, "-style", STYLE])
    app.setProperty("vaglio_styled", True)
    return app


def load_fonts(folder: Path) -> bool:
    """Source Sans Pro from its package's folder; False if it cannot be read (the system's serves then)."""
    loaded = [QFontDatabase.addApplicationFont(str(folder / f"SourceSansPro-{face}.ttf")) for face in _FACES]
    return min(loaded) >= 0


def current() -> Palette:
    """The palette now in force."""
    return _in_force.palette


def choice() -> str:
    """The theme that was chosen, one of ``CHOICES``."""
    return _in_force.choice if _in_force.choice in CHOICES else "system"


def scale() -> float:
    """The text size in force: 1.0 is 100 %."""
    return _in_force.scale


def px(length: float) -> int:
    """A length that grows with the text."""
    return round(length * _in_force.scale)


def locale_of(lang: str) -> QLocale:
    """How dates and numbers look in a screen language."""
    italian = lang == "it"
    return QLocale(QLocale.Language.Italian, QLocale.Country.Italy) if italian else QLocale("en_GB")


def apply(app: QApplication, theme: str = "system", text_scale: float = 1.0) -> Palette:
    """Fusion, our palette and our sheet; may be called again when theme or text size change."""
    palette = THEMES.get(theme) or _of_the_system()
    _in_force.palette, _in_force.choice, _in_force.scale = palette, theme, text_scale
    if not app.property("vaglio_styled"):  # the same again would have every part look up its looks once more
        app.setStyle(STYLE)
        app.setProperty("vaglio_styled", True)
    app.setPalette(_qt_palette(palette))
    font = QFont(FAMILY) if FAMILY in QFontDatabase.families() else app.font()
    font.setPixelSize(px(_BODY))
    app.setFont(font)
    app.setStyleSheet(sheet(palette))
    for effect in _EFFECTS:
        app.setEffectEnabled(effect, False)
    return palette


def be_calm(on: bool | None) -> None:
    """Whether nothing may move by itself; None: as the system wants it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setProperty("vaglio_calm_asked", on)
    if on is None:
        hints = _wishes()
        on = hints is not None and hints.motionPreference() == Qt.MotionPreference.ReducedMotion
    usual = app.property("vaglio_blink")
    if usual is None:
        usual = app.cursorFlashTime()
        app.setProperty("vaglio_blink", usual)
    app.setProperty("vaglio_calm", on)
    app.setCursorFlashTime(0 if on else int(usual))


def follow_system(looks: Callable[[], object]) -> None:
    """From now on ``looks`` is called when the person asks the system for other colours or another contrast; what is
    asked of motion holds at once, unless it was chosen here."""
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: looks())
    wishes = _wishes()
    if wishes is not None:
        wishes.contrastPreferenceChanged.connect(lambda _contrast: looks())
        wishes.motionPreferenceChanged.connect(lambda _motion: _follow_motion())


def _follow_motion() -> None:
    app = QApplication.instance()
    if app is not None and app.property("vaglio_calm_asked") is None:
        be_calm(None)


def calm() -> bool:
    """Whether nothing may move by itself. Nothing of ours does but the bar of work without an end in sight."""
    app = QApplication.instance()
    return app is not None and bool(app.property("vaglio_calm"))


def zoom(text_scale: float) -> None:
    """Another text size for the theme in force."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, _in_force.choice, text_scale)


def _of_the_system() -> Palette:
    wishes = _wishes()
    if wishes is not None and wishes.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


_hints: list[tuple[QStyleHints, QAccessibilityHints]] = []


def _wishes() -> QAccessibilityHints | None:
    """What the person asked the system for. Both are kept: what hangs on the first is freed with it."""
    if not _hints:
        hints = QGuiApplication.styleHints()
        _hints.append((hints, hints.accessibility()))
    wishes = _hints[0][1]
    return wishes if isValid(wishes) else None


def _qt_palette(p: Palette) -> QPalette:
    roles = QPalette.ColorRole
    colours: Mapping[QPalette.ColorRole, str] = {
        roles.Window: p.paper,
        roles.WindowText: p.ink,
        roles.Base: p.card,
        roles.AlternateBase: p.paper,
        roles.Text: p.ink,
        roles.Button: p.card,
        roles.ButtonText: p.ink,
        roles.BrightText: p.red.ink,
        roles.ToolTipBase: p.card,
        roles.ToolTipText: p.ink,
        roles.PlaceholderText: p.muted,
        roles.Highlight: p.accent,
        roles.HighlightedText: p.accent_ink,
        roles.Accent: p.accent,
        roles.Link: p.accent,
        roles.LinkVisited: p.accent,
    }
    palette = QPalette(QColor(p.card), QColor(p.paper))
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(p.muted))
    return palette


def sheet(p: Palette) -> str:
    """The application's style sheet, keyed on the dynamic property ``role``."""
    text = "".join(
        f'QLabel[role="{role}"] {{ color: {colour}; font-size: {px(size)}px; font-weight: {weight}; }}\n'
        for role, size, weight, colour in (
            ("title", 28, 700, p.ink),
            ("h2", 18, 700, p.ink),
            ("h3", 16, 700, p.ink),
            ("lead", 17, 400, p.muted),
            ("body", _BODY, 400, p.ink),
            ("strong", _BODY, 600, p.ink),
            ("chip_small", 14, 600, p.ink),
            ("link", _BODY, 600, p.accent),
            ("muted", _BODY, 400, p.muted),
            ("small", 14, 400, p.muted),
            ("eyebrow", 13, 700, p.muted),
            ("error", _BODY, 600, p.red.ink),
            ("brand", 23, 700, p.brand_ink),
            ("brand_small", 13, 400, p.brand_muted),
        )
    )
    looks = "".join(
        f'QLabel[look="{name}"] {{ color: {p.look(name).ink}; }}\n'
        f'QFrame[role="chip"][look="{name}"] {{ background: {p.look(name).ground}; }}\n'
        f'QFrame[role="banner"][look="{name}"] {{ background: {p.look(name).ground};'
        f" border: 1px solid {p.look(name).solid}; }}\n"
        for name in LOOKS
    )
    return text + looks + _frames(p) + _buttons(p) + _fields(p) + _rail(p)


def _frames(p: Palette) -> str:
    return f"""
QFrame[role="card"], QFrame[role="strip"] {{
  background: {p.card}; border: 1px solid {p.line}; border-radius: {RADIUS}px; }}
QFrame[role="tour"] {{ background: {p.card}; border: 2px solid {p.accent}; border-radius: {RADIUS}px; }}
QFrame[role="banner"] {{ border-radius: {RADIUS}px; }}
QFrame[role="chip"] {{ border-radius: {px(6)}px; border: none; }}
QFrame[role="conflict"] {{ background: {p.card}; border: 1px solid {p.line};
  border-left: 4px solid {p.amber.solid}; border-radius: {RADIUS}px; }}
QFrame[role="selected"] {{ background: {p.accent_soft}; border: 2px solid {p.accent};
  border-radius: {RADIUS}px; }}
QFrame[role="mount"] {{ background: {p.mount}; border-radius: {RADIUS}px; }}
QFrame[role="line"] {{ background: {p.line}; border: none; max-height: 1px; min-height: 1px; }}
QFrame[role="rail_line"] {{ background: {p.brand_soft}; border: none; max-height: 1px; min-height: 1px; }}
QLabel[role="key"] {{ color: {p.muted}; background: {p.paper}; border: 1px solid {p.line};
  border-radius: 4px; padding: 1px {px(6)}px; font-size: {px(13)}px; }}
QLabel[struck="true"] {{ text-decoration: line-through; }}
QScrollArea, QScrollArea > QWidget > QWidget#body {{ background: transparent; border: none; }}
QScrollArea[role="reading"] {{ border: 2px solid transparent; border-radius: 8px; }}
QScrollArea[role="reading"]:focus {{ border-color: {p.accent}; }}
QToolTip {{ color: {p.ink}; background: {p.card}; border: 1px solid {p.edge}; padding: 4px; }}
QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {p.edge}; border-radius: {px(4)}px;
  min-height: 32px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _buttons(p: Palette) -> str:
    pad, side = px(8), px(14)
    return f"""
QPushButton[role="accent"], QPushButton[role="plain"], QPushButton[role="danger"] {{
  border-radius: 8px; padding: {pad}px {side}px; font-weight: 600; }}
QPushButton[role="accent"] {{ color: {p.accent_ink}; background: {p.accent}; border: 2px solid {p.accent}; }}
QPushButton[role="accent"]:hover, QPushButton[role="accent"]:pressed {{
  background: {p.accent_hover}; border-color: {p.accent_hover}; }}
QPushButton[role="accent"]:focus {{ border-color: {p.ink}; }}
QPushButton[role="plain"] {{ color: {p.ink}; background: {p.card}; border: 1px solid {p.edge}; margin: 1px; }}
QPushButton[role="danger"] {{ color: {p.red.ink}; background: {p.card}; border: 1px solid {p.red.ink};
  margin: 1px; }}
QPushButton[role="plain"]:hover, QPushButton[role="danger"]:hover {{ background: {p.accent_soft}; }}
QPushButton[role="plain"]:focus, QPushButton[role="danger"]:focus {{
  border: 2px solid {p.accent}; margin: 0; }}
QPushButton[role="link"], QToolButton[role="link"] {{
  color: {p.accent}; background: transparent; font-weight: 600; padding: {px(4)}px {px(4)}px;
  border: 2px solid transparent; border-radius: 6px; text-align: left; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[role="crumb"] {{ color: {p.muted}; background: transparent; padding: {px(2)}px {px(2)}px;
  border: 2px solid transparent; border-radius: 6px; }}
QPushButton[role="crumb"]:hover {{ color: {p.ink}; text-decoration: underline; }}
QPushButton[role="line"] {{ color: {p.ink}; background: transparent; text-align: left; padding: {px(3)}px {px(4)}px;
  border: 2px solid transparent; border-radius: 6px; }}
QPushButton[role="line"]:hover {{ text-decoration: underline; }}
QPushButton[role="line"]:focus, QPushButton[role="link"]:focus, QPushButton[role="crumb"]:focus,
QToolButton[role="link"]:focus {{
  border-color: {p.accent}; }}
QPushButton[role]:disabled {{ color: {p.muted}; background: {p.grey.ground}; border-color: {p.line}; }}
QPushButton[role="link"]:disabled, QPushButton[role="crumb"]:disabled {{
  background: transparent; border: none; }}
"""


def _fields(p: Palette) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox {{
  color: {p.ink}; background: {p.card}; border: 1px solid {p.edge}; border-radius: 8px;
  placeholder-text-color: {p.muted};
  padding: {px(6)}px {px(8)}px; margin: 1px; selection-background-color: {p.accent};
  selection-color: {p.accent_ink}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus {{
  border: 2px solid {p.accent}; margin: 0; }}
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled {{
  color: {p.muted}; background: {p.grey.ground}; }}
QLineEdit[wrong="true"] {{ border: 2px solid {p.red.ink}; margin: 0; }}
QComboBox::drop-down {{ border: none; width: {px(26)}px; }}
QComboBox QAbstractItemView {{ background: {p.card}; color: {p.ink}; border: 1px solid {p.edge};
  selection-background-color: {p.accent}; selection-color: {p.accent_ink}; outline: none; }}
QCheckBox, QRadioButton {{ color: {p.ink}; spacing: {px(8)}px; padding: {px(3)}px;
  border: 2px solid transparent; border-radius: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {p.accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(18)}px; height: {px(18)}px; }}
QCheckBox::indicator:unchecked, QRadioButton::indicator:unchecked {{ background: {p.card}; border: 2px solid {p.edge};
  width: {px(18) - 4}px; height: {px(18) - 4}px; border-radius: 4px; }}
QRadioButton::indicator:unchecked {{ border-radius: {px(18) // 2}px; }}
QTableView, QListWidget {{ background: transparent; outline: none; }}
QTableView::item {{ border: none; }}
QListWidget[role="manual"] {{ border: 2px solid transparent; border-radius: 8px; }}
QListWidget[role="manual"]:focus {{ border-color: {p.accent}; }}
QListWidget[role="manual"]::item {{ color: {p.ink}; padding: {px(6)}px {px(8)}px; border-radius: 6px; }}
QListWidget[role="manual"]::item:hover {{ background: {p.accent_soft}; }}
QListWidget[role="manual"]::item:selected {{ color: {p.accent_ink}; background: {p.accent}; }}
QTextBrowser[role="manual"] {{ padding: {px(14)}px {px(18)}px; border-color: {p.line}; }}
QHeaderView, QHeaderView::section {{ background: transparent; border: none; }}
QHeaderView::section {{ color: {p.muted}; font-size: {px(14)}px; font-weight: 700; padding: 0 0 0 {px(16)}px;
  border-bottom: 1px solid {p.line}; }}
QGroupBox {{ border: none; margin: 0; padding: 0; }}
"""


def _rail(p: Palette) -> str:
    return f"""
QWidget[role="rail"] {{ background: {p.brand}; }}
QWidget[role="rail"] QScrollBar:vertical {{ width: {px(6)}px; }}
QWidget[role="rail"] QScrollBar::handle:vertical {{ background: {p.brand_muted}; margin: 1px; }}
QPushButton[role="rail"] {{ color: {p.brand_ink}; background: transparent; text-align: left;
  padding: {px(9)}px {px(9)}px; border: 2px solid transparent; border-radius: 8px; }}
QPushButton[role="rail"]:hover {{ background: {p.brand_soft}; }}
QPushButton[role="rail"]:checked {{ background: {p.brand_soft}; font-weight: 700; }}
QPushButton[role="rail"]:focus {{ border-color: {p.brand_ink}; }}
"""
