"""What may be seen in the box of a signature besides name and date, and the lock. All of it may stay empty."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.store.signed import content
from app.text import Words
from app.ui import style
from app.ui.half_typed import HalfTyped
from app.ui.pages.company import labelled
from app.ui.widgets.basics import label, link_button, plain_button, row
from app.ui.widgets.card_button import PlainTick
from app.ui.widgets.draw_box import DrawBox
from app.ui.widgets.fold import Fold
from reports.signing.drawing import Drawing


class Extras(Fold, HalfTyped):
    """What may be seen in the box besides name and date: a drawn signature, a reason, a place; and the lock."""

    def __init__(self) -> None:
        super().__init__("")
        self._picture: Path | None = None
        self._words: Words | None = None
        self._hint, self._named = label("", "small"), label("", "small")
        self.draw = DrawBox()
        self.draw.changed.connect(self._drawn)
        self.picture, self.erase = plain_button(""), link_button("")
        self.picture.clicked.connect(self._ask)
        self.erase.clicked.connect(self.clear_drawing)
        self.reason, self.place = QLineEdit(), QLineEdit()
        for field in (self.reason, self.place):
            field.setMaxLength(120)
        self._names = {name: label("", "small") for name in ("reason", "place")}
        self.lock, self._lock_text = PlainTick(), label("", "small")
        self.body.setSpacing(style.px(6))
        for widget in (self._hint, self.draw, self._named):
            self.body.addWidget(widget)
        self.body.addLayout(row(self.picture, self.erase, None))
        self.body.addLayout(labelled(self._names["reason"], self.reason))
        self.body.addLayout(labelled(self._names["place"], self.place))
        self.body.addWidget(self.lock)
        self.body.addWidget(self._lock_text)
        self._named.hide()

    def speak(self, words: Words) -> None:
        self._words = words
        self.line.words.setText(words("sign_page.more"))
        self.line.setAccessibleName(words("sign_page.more"))
        self._hint.setText(words("sign_page.draw_hint"))
        self.draw.setAccessibleName(words("sign_page.draw_name"))
        self.picture.set_text(words("sign_page.draw_picture"))
        self.erase.set_text(words("sign_page.draw_clear"))
        for name, field in (("reason", self.reason), ("place", self.place)):
            self._names[name].setText(words(f"sign_page.{name}"))
            field.setAccessibleName(words(f"sign_page.{name}"))
        self.lock.setText(words("sign_page.lock"))
        self._lock_text.setText(words("sign_page.lock_text"))
        self.lock.setAccessibleDescription(self._lock_text.text())

    def loose(self) -> dict[str, QWidget]:
        return {"open": self.line, "reason": self.reason, "place": self.place, "lock": self.lock}

    def half_done(self) -> dict[str, Any]:
        return {**super().half_done(), "strokes": self.draw.strokes, "picture": self._picture}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        super().take_up(kept)
        if kept["picture"] is not None:
            self.take_picture(kept["picture"])
        else:
            self.draw.take(kept["strokes"])

    def show_lock(self, on: bool) -> None:
        """Only the first signature can lock."""
        self.lock.setVisible(on)
        self._lock_text.setVisible(on)

    def clear(self) -> None:
        self.clear_drawing()
        self.reason.clear()
        self.place.clear()
        self.lock.setChecked(False)

    def clear_drawing(self) -> None:
        self._picture = None
        self._named.hide()
        self.draw.clear()

    def _drawn(self) -> None:
        if self.draw.strokes:
            self._picture = None
            self._named.hide()

    def _ask(self) -> None:
        assert self._words is not None
        title, kinds = self._words("sign_page.draw_picture"), self._words("sign_page.picture_files")
        name, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if name:
            self.take_picture(Path(name))

    def take_picture(self, file: Path) -> None:
        assert self._words is not None
        self.draw.clear()
        self._picture = file
        self._named.setText(self._words("sign_page.picture_chosen", file=file.name))
        self._named.show()

    def drawing(self) -> Drawing | None:
        """``read_failed`` as UserError for a picture that is gone."""
        if self._picture is not None:
            return Drawing(picture=content(self._picture))
        strokes = tuple(tuple(stroke) for stroke in self.draw.strokes if stroke)
        return Drawing(strokes, (self.draw.width(), self.draw.height())) if strokes else None
