"""Colours, sizes and the one style sheet of the window, light and dark.

Whatever is drawn takes its colours from here, by role. Text is only ever put on a ground that ``pairs`` lists, so
that a test can compute every contrast; a colour must never be the only bearer of a meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

THEMES = ("system", "light", "dark")
FAMILY = "Source Sans Pro"
_FACES = ("Regular", "Semibold", "Bold", "It")
_BODY = 15
GRID = 8
RADIUS = 12


@dataclass(frozen=True)
class Look:
    """An outcome or a standing: ``ink`` on ``ground`` (chip, banner), ``solid`` for bars without text."""

    ink: str
    ground: str
    solid: str


@dataclass(frozen=True)
class Palette:
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
    edge="#868F98",
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
    amber=Look("#9A5200", "#FBEFDD", "#D98A1F"),
    red=Look("#A8231C", "#FAE7E5", "#A8231C"),
    violet=Look("#4A1D5E", "#EFE6F3", "#4A1D5E"),
    grey=Look("#4B5865", "#E9ECEF", "#A7B0B8"),
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
    grey=Look("#B9C3CC", "#2B343D", "#66727E"),
)


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
        yield f"ink on {name} ground", palette.ink, look.ground


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two ``#rrggbb`` colours, 1…21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def load_fonts(folder: Path) -> bool:
    """Source Sans Pro from its package's folder; False if it cannot be read (the system's serves then)."""
    loaded = [QFontDatabase.addApplicationFont(str(folder / f"SourceSansPro-{face}.ttf")) for face in _FACES]
    return min(loaded) >= 0


def current() -> Palette:
    """The palette now in force."""
    app = QApplication.instance()
    return DARK if app is not None and app.property("vaglio_theme") == "dark" else LIGHT


def scale() -> float:
    """The text size in force: 1.0 is 100 %."""
    app = QApplication.instance()
    value = app.property("vaglio_scale") if app is not None else None
    return float(value) if value else 1.0


def px(length: float) -> int:
    """A length that grows with the text."""
    return round(length * scale())


def locale_of(lang: str) -> QLocale:
    """How dates and numbers look in a screen language."""
    italian = lang == "it"
    return QLocale(QLocale.Language.Italian, QLocale.Country.Italy) if italian else QLocale("en_GB")


def apply(app: QApplication, theme: str = "system", text_scale: float = 1.0) -> Palette:
    """Fusion, our palette and our sheet; may be called again when theme or text size change."""
    dark = theme == "dark" or (theme == "system" and _system_is_dark())
    palette = DARK if dark else LIGHT
    app.setProperty("vaglio_choice", theme)
    app.setProperty("vaglio_theme", palette.name)
    app.setProperty("vaglio_scale", text_scale)
    app.setStyle("Fusion")
    app.setPalette(_qt_palette(palette))
    font = QFont(FAMILY) if FAMILY in QFontDatabase.families() else app.font()
    font.setPixelSize(px(_BODY))
    app.setFont(font)
    app.setStyleSheet(sheet(palette))
    return palette


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


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
QComboBox::drop-down {{ border: none; width: {px(24)}px; }}
QComboBox QAbstractItemView {{ background: {p.card}; color: {p.ink}; border: 1px solid {p.edge};
  selection-background-color: {p.accent}; selection-color: {p.accent_ink}; outline: none; }}
QCheckBox, QRadioButton {{ color: {p.ink}; spacing: {px(8)}px; padding: {px(3)}px;
  border: 2px solid transparent; border-radius: 6px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {p.accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(18)}px; height: {px(18)}px; }}
QTableView {{ background: transparent; outline: none; }}
QTableView::item {{ border: none; }}
QHeaderView, QHeaderView::section {{ background: transparent; border: none; }}
QHeaderView::section {{ color: {p.muted}; font-size: {px(14)}px; font-weight: 700; padding: 0 0 0 {px(16)}px;
  border-bottom: 1px solid {p.line}; }}
QGroupBox {{ border: none; margin: 0; padding: 0; }}
"""


def _rail(p: Palette) -> str:
    return f"""
QWidget[role="rail"] {{ background: {p.brand}; }}
QPushButton[role="rail"] {{ color: {p.brand_ink}; background: transparent; text-align: left;
  padding: {px(9)}px {px(9)}px; border: 2px solid transparent; border-radius: 8px; }}
QPushButton[role="rail"]:hover {{ background: {p.brand_soft}; }}
QPushButton[role="rail"]:checked {{ background: {p.brand_soft}; font-weight: 700; }}
QPushButton[role="rail"]:focus {{ border-color: {p.brand_ink}; }}
"""
