"""Where a page's explanations stand: beside it on a wide window, as a drawer over it on a narrow one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from app.ui import style
from app.ui.pages.base import WIDE
from app.ui.widgets.basics import Button
from app.ui.widgets.header import Header
from app.ui.widgets.side_panel import SidePanel


class Drawer:
    """``button`` opens and closes it and is there only while it is a drawer; it hangs below ``header``."""

    def __init__(self, page: QWidget, panel: SidePanel, beside: QBoxLayout, button: Button, header: Header) -> None:
        self._page, self._panel, self._beside = page, panel, beside
        self._button, self._header = button, header
        self.open = False

    def set_open(self, open_: bool) -> None:
        narrow = self._narrow()
        panel = self._panel
        focused = QApplication.focusWidget()
        inside = focused is not None and panel.isAncestorOf(focused)
        self.open = open_ and narrow
        self._button.setVisible(narrow)
        panel.set_drawer(narrow)
        if narrow:
            self._beside.removeWidget(panel)
            panel.setParent(self._page)
            panel.setVisible(self.open)
            self._lay()
            if self.open:
                panel.raise_()
                panel.tabs.setFocus()
            elif inside:
                self._button.setFocus()
        elif self._beside.indexOf(panel) < 0:
            self._beside.addWidget(panel)
            panel.setVisible(True)

    def fit(self) -> None:
        """The page has another size."""
        if self._narrow() == self._button.isHidden():
            self.set_open(False)
        if self._narrow():
            self._lay()

    def _narrow(self) -> bool:
        return self._page.window().width() / style.scale() < WIDE

    def _lay(self) -> None:
        page = self._page
        top = self._header.mapTo(page, QPoint(0, self._header.height())).y() + style.px(8)
        width = min(style.px(380), page.width() - style.px(40))
        self._panel.setGeometry(
            QRect(page.width() - width - style.px(12), top, width, page.height() - top - style.px(12))
        )
