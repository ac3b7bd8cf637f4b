"""Theme and text size of the window: whatever is drawn takes colours and lengths from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessibilityHints, QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.ui import style_sheet
from app.ui.palette import CONTRAST, DARK, LIGHT, LOOKS, THEMES, Look, Palette, contrast, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FAMILY = "Source Sans Pro"
_FACES = ("Regular", "Semibold", "Bold")
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
    fonts = False
    styled = False
    """Whether the application has our style."""
    calm = False
    calm_asked: bool | None = None
    blink: int | None = None
    """How the caret blinks if it may (ms)."""


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
    _in_force.styled = True
    return app


def load_fonts(folder: Path) -> bool:
    """Source Sans Pro from its package's folder; False if it cannot be read (the system's serves then)."""
    loaded = [QFontDatabase.addApplicationFont(str(folder / f"SourceSansPro-{face}.ttf")) for face in _FACES]
    _in_force.fonts = min(loaded) >= 0
    return _in_force.fonts


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
    if not _in_force.styled:  # the same again would have every part look up its looks once more
        app.setStyle(STYLE)
        _in_force.styled = True
    app.setPalette(_qt_palette(palette))
    ours = _in_force.fonts or FAMILY in QFontDatabase.families()
    font = QFont(FAMILY) if ours else app.font()
    font.setPixelSize(px(style_sheet.BODY))
    app.setFont(font)
    app.setStyleSheet(sheet(palette))
    for effect in _EFFECTS:
        app.setEffectEnabled(effect, False)
    return palette


def be_calm(on: bool | None) -> None:
    """Whether nothing may move by itself; None: as the system wants it."""
    _in_force.calm_asked = on
    if on is None:
        hints = _wishes()
        on = hints is not None and hints.motionPreference() == Qt.MotionPreference.ReducedMotion
    _in_force.calm = on
    if _in_force.blink is None:
        _in_force.blink = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0 if on else _in_force.blink)


def follow_system(looks: Callable[[], object]) -> None:
    """From now on ``looks`` is called when the person asks the system for other colours or another contrast; what is
    asked of motion holds at once, unless it was chosen here."""
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: looks())
    wishes = _wishes()
    if wishes is not None:
        wishes.contrastPreferenceChanged.connect(lambda _contrast: looks())
        wishes.motionPreferenceChanged.connect(lambda _motion: _follow_motion())


def _follow_motion() -> None:
    if _in_force.calm_asked is None:
        be_calm(None)


def calm() -> bool:
    """Whether nothing may move by itself. Nothing of ours does but the bar of work without an end in sight."""
    return _in_force.calm


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
    """The application's style sheet in these colours, at the text size in force."""
    return style_sheet.sheet(p, px)
