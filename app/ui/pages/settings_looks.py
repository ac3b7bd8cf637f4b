"""Languages and looks on the settings page. The frame changes the screen's; the desk keeps the papers'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text import LANGUAGES
from app.ui import style
from app.ui.pages.settings_section import SettingsSection, fill
from app.ui.widgets.basics import ComboBox, label
from app.ui.widgets.card_button import Tick

if TYPE_CHECKING:
    from app.desk.desk import Desk

PERCENT = (100, 115, 130, 150, 175, 200)


class LanguageSection(SettingsSection):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "settings.language.title")
        self.screen_lang, self.paper_lang = ComboBox(), ComboBox()
        self.screen_lang.activated.connect(lambda n: self.wanted.emit("lang", self.screen_lang.itemData(n)))
        self.paper_lang.activated.connect(lambda n: self.try_to(lambda: desk.choose_paper(self.paper_lang.itemData(n))))
        self.add_field("settings.language.screen", self.screen_lang)
        self.add_field("settings.language.paper", self.paper_lang)
        self.add_text("settings.language.hint", "small")

    def refresh(self) -> None:
        words = self.desk.words
        named: list[tuple[object, str]] = [(lang, words(f"settings.language.{lang}")) for lang in LANGUAGES]
        fill(self.screen_lang, named, self.desk.lang)
        fill(self.paper_lang, [("", words("settings.language.paper_as_screen")), *named], self.desk.paper_choice)
        self.paper_lang.setEnabled(not self.desk.folder_read_only)


class LooksSection(SettingsSection):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "settings.looks.title")
        self.theme, self.text_size = ComboBox(), ComboBox()
        self.theme.activated.connect(lambda n: self.wanted.emit("theme", self.theme.itemData(n)))
        self.text_size.activated.connect(lambda n: self.wanted.emit("text_scale", self.text_size.itemData(n) / 100))
        self.add_field("settings.looks.theme", self.theme)
        self.add_field("settings.looks.size", self.text_size, "settings.looks.size_hint")
        self.calm = Tick()
        self.calm.clicked.connect(lambda on: self.wanted.emit("calm", on))
        self._hint = label("", "small")
        self.box.addWidget(self.calm)
        self.box.addWidget(self._hint)

    def retranslate(self) -> None:
        super().retranslate()
        words = self.desk.words
        self.calm.setText(words("settings.looks.calm"))
        self._hint.setText(words("settings.looks.calm_hint"))

    def refresh(self) -> None:
        words = self.desk.words
        fill(self.theme, [(name, words(f"settings.theme.{name}")) for name in style.CHOICES], style.choice())
        now = round(style.scale() * 100)
        sizes = sorted({*PERCENT, now})
        fill(self.text_size, [(size, words("settings.looks.percent", n=size)) for size in sizes], now)
        self.calm.setChecked(style.calm())
