"""The one style sheet of the window, keyed on the dynamic property ``role``; colours and lengths it is given."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.palette import LOOKS, Palette

BODY = 15
"""The text's size in pixels at 100 %."""
RADIUS = 12
MARK, MARK_GAP, MARK_PAD, MARK_EDGE = 18, 8, 3, 2
"""Of tick boxes and radio buttons in one line: the mark, between it and the text, around both, the ring of focus."""

Length = Callable[[float], int]
"""Pixels at 100 % to pixels now."""


def sheet(p: Palette, px: Length) -> str:
    """The application's style sheet, keyed on the dynamic property ``role``."""
    text = "".join(
        f'QLabel[role="{role}"] {{ color: {colour}; font-size: {px(size)}px; font-weight: {weight}; }}\n'
        for role, size, weight, colour in (
            ("title", 28, 700, p.ink),
            ("h2", 18, 700, p.ink),
            ("h3", 16, 700, p.ink),
            ("lead", 17, 400, p.muted),
            ("body", BODY, 400, p.ink),
            ("strong", BODY, 600, p.ink),
            ("chip_small", 14, 600, p.ink),
            ("link", BODY, 600, p.accent),
            ("muted", BODY, 400, p.muted),
            ("small", 14, 400, p.muted),
            ("eyebrow", 13, 700, p.muted),
            ("error", BODY, 600, p.red.ink),
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
    return text + looks + _frames(p, px) + _buttons(p, px) + _fields(p, px) + _rail(p, px)


def _frames(p: Palette, px: Length) -> str:
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


def _buttons(p: Palette, px: Length) -> str:
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


def _fields(p: Palette, px: Length) -> str:
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
QCheckBox, QRadioButton {{ spacing: {px(MARK_GAP)}px; padding: {px(MARK_PAD)}px;
  border: {MARK_EDGE}px solid transparent; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(MARK)}px; height: {px(MARK)}px; }}
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


def _rail(p: Palette, px: Length) -> str:
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
