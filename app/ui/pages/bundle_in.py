"""What a .vaglio file would bring: each practice beside the one that is here, what to do with it, then in. Shows first.

It never chooses between two versions: where both sides hold something of their own, the user does. A passphrase goes
from its field into one call and is wiped from the field.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.ui import style
from app.ui.pages.bundle_dialog import BundleDialog, secret_field
from app.ui.pages.company import labelled
from app.ui.tasks import Tasks
from app.ui.widgets.basics import ComboBox, accent_button, clear_layout, label, line, plain_button, row, scrolled
from app.ui.widgets.card_button import PlainTick
from app.ui.widgets.dialogs import fit

if TYPE_CHECKING:
    from app.desk.bundles import Brought, Item, Plan
    from app.desk.desk import Desk

MOST_ROWS = 100
"""Of more practices than these, the rest follow the choice made for all of them."""
CHOICES = ("newer", "both", "skip")


class BundleIn(BundleDialog):
    """``brought``: what became of each practice; empty if it was left."""

    def __init__(self, parent: QWidget, desk: Desk, tasks: Tasks, file: Path) -> None:
        super().__init__(parent, desk, tasks, desk.words("bundle_in.title"))
        self._file = file
        self.plan: Plan | None = None
        self.brought: tuple[Brought, ...] = ()
        words, box = desk.words, self.box
        self._lead = label("", "muted")
        box.addWidget(self._lead)
        self._secret = QWidget()
        secret = QVBoxLayout(self._secret)
        secret.setContentsMargins(0, 0, 0, 0)
        self.passphrase = secret_field()
        self.passphrase.setAccessibleName(words("bundle_in.passphrase"))
        secret.addLayout(labelled(label(words("bundle_in.passphrase"), "small"), self.passphrase))
        self._secret.hide()
        box.addWidget(self._secret)
        self._area, self._rows = scrolled((0, 0, style.px(8), 0), 6)
        box.addWidget(self._area, 1)
        self.settings = PlainTick(words("bundle_in.settings"))
        self.settings.hide()
        for widget in (self.settings, self.progress, self.problem):
            box.addWidget(widget)
        self.act, self.leave = accent_button(""), plain_button(words("common.cancel"))
        self.act.setDefault(True)
        self.act.clicked.connect(self.press)
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        box.addLayout(row(self.leave, None, self.act))
        self._waiting = (self._area, self.settings, self._secret, self.act, self.leave)
        self.choices: dict[str, ComboBox] = {}
        self.all: ComboBox | None = None
        fit(self, parent, 720, 620)
        self.finished.connect(lambda _code: self._close())
        self.look()

    # ---- looking -------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Reads and checks the whole file; nothing changes."""
        desk, words, file, passphrase = self._desk, self._desk.words, self._file, self.passphrase.text()
        self.passphrase.clear()
        self._lead.setText(words("bundle_in.looking", name=file.name))
        progress, cancelled = self._course("bundle_in.checking")
        self._tasks.run(
            lambda: desk.preview_bundle(file, passphrase, progress, cancelled), self._show, self._not_looked
        )

    def _not_looked(self, problem: Exception) -> None:
        key = problem.key if isinstance(problem, UserError) else ""
        if key == "bundle_passphrase_needed":  # no error yet: the line above will ask for it
            self._begin(False)
            self.progress.hide()
        else:
            self._failed(problem)
        locked = key in ("bundle_passphrase_needed", "bundle_passphrase_wrong")
        words = self._desk.words
        self._secret.setVisible(locked)
        self._lead.setText(words("bundle_in.locked" if locked else "bundle_in.not_read", name=self._file.name))
        self.act.set_text(words("bundle_in.open"))
        self.act.setVisible(locked)
        if locked:
            self.passphrase.setFocus()

    def _show(self, plan: Plan) -> None:
        if not self.isVisible():  # left meanwhile
            plan.close()
            return
        self._begin(False)
        self.progress.hide()
        self._secret.hide()
        self.plan = plan
        words = self._desk.words
        self._lead.setText(words.count("bundle_in.found", len(plan.items), name=self._file.name))
        clear_layout(self._rows)
        self.choices = {}
        asking = [item for item in plan.items if len(item.choices) > 1 and item.relation != "new"]
        if len(asking) > 1:
            self.all = self._choice(words("bundle_in.all"), CHOICES, "")
            self.all.insertItem(0, words("bundle_in.choose"), "")
            self.all.setCurrentIndex(0)
            self.all.activated.connect(lambda _n: self._choose_all())
            self._rows.addLayout(labelled(label(words("bundle_in.all"), "small"), self.all))
            self._rows.addWidget(line())
        shown = [*asking, *(item for item in plan.items if item not in asking)]
        for item in shown[:MOST_ROWS]:
            self._add(item)
        if len(shown) > MOST_ROWS:
            self._rows.addWidget(label(words.count("bundle_in.more", len(shown) - MOST_ROWS), "muted"))
        self._rows.addStretch(1)
        self.settings.setVisible(bool(plan.settings))
        self.act.show()
        self._show_act()
        (self.all or next(iter(self.choices.values()), self.act)).setFocus()

    def _add(self, item: Item) -> None:
        words = self._desk.words
        name = item.name or words("home.no_name")
        self._rows.addWidget(label(name, "strong"))
        self._rows.addWidget(label(words(f"bundle_in.relation.{item.relation}"), "small"))
        if item.law is not None:
            self._rows.addWidget(label(words.error(item.law), "small"))
        if len(item.choices) > 1:
            made = self._choice(words("bundle_in.choice_of", name=name), item.choices, item.relation)
            made.activated.connect(lambda _n: self._show_act())
            self.choices[item.id] = made
            self._rows.addWidget(made)
        self._rows.addWidget(line())

    def _choice(self, name: str, choices: tuple[str, ...], relation: str) -> ComboBox:
        """One among these. Where both sides hold something nothing is chosen beforehand."""
        words, made = self._desk.words, ComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(20)
        if relation not in ("", "new", "same"):
            made.addItem(words("bundle_in.choose"), "")
        for one in choices:
            kind = relation if relation in ("new", "same") else "choice"
            made.addItem(words(f"bundle_in.{kind}.{one}"), one)
        if relation == "same":
            made.setCurrentIndex(max(0, made.findData("newer")))  # only files that are missing here are added
        return made

    def _choose_all(self) -> None:
        """The same for every practice that is here already; one that does not offer it stays as it was."""
        assert self.all is not None
        wanted, new = (
            self.all.currentData(),
            {i.id for i in self.plan.items if i.relation == "new"} if self.plan else (),
        )
        for item, made in self.choices.items():
            place = made.findData(wanted)
            if item not in new and place >= 0:
                made.setCurrentIndex(place)
        self._show_act()

    # ---- in ------------------------------------------------------------------------------------------------------

    def chosen(self) -> dict[str, str]:
        """Of every practice what to do with it; empty where nothing was chosen yet."""
        found: dict[str, str] = {}
        for item in self.plan.items if self.plan is not None else ():
            made = self.choices.get(item.id)
            if made is not None:
                found[item.id] = made.currentData()
            elif item.relation == "new":
                found[item.id] = "newer"
            elif len(item.choices) == 1:
                found[item.id] = item.choices[0]
            else:
                wanted = self.all.currentData() if self.all is not None else ""
                found[item.id] = wanted if wanted in item.choices else "skip" if wanted else ""
        return found

    def _show_act(self) -> None:
        words, chosen = self._desk.words, self.chosen()
        coming = sum(one not in ("", "skip") for one in chosen.values())
        self.act.set_text(words.count("bundle_in.act", coming))
        ready = all(chosen.values()) and (coming or self.settings.isVisible())
        self.act.setEnabled(bool(ready) and not self._desk.folder_read_only)

    def press(self) -> None:
        if self.plan is None:
            self.look()
        else:
            self.bring_in(self.plan)

    def bring_in(self, plan: Plan) -> None:
        from app.desk.bundles import replaced

        desk, chosen = self._desk, self.chosen()
        settings = tuple(plan.settings) if self.settings.isVisible() and self.settings.isChecked() else ()
        try:
            if desk.dossier is not None and desk.dossier.practice.id in replaced(plan, chosen):
                desk.close()  # its later version is coming
        except UserError as problem:
            self._failed(problem)
            return
        progress, cancelled = self._course("bundle_in.working")
        self._tasks.run(
            lambda: desk.import_bundle(plan, chosen, progress, cancelled, settings), self._done, self._failed
        )

    def _done(self, brought: tuple[Brought, ...]) -> None:
        """Closes; what could not come in is said first, each with its reason."""
        self._begin(False)
        self.brought = brought
        failed = [one for one in brought if one.problem is not None]
        if not failed:
            self.accept()
            return
        words = self._desk.words
        names = {item.id: item.name or words("home.no_name") for item in self.plan.items} if self.plan else {}
        self.progress.hide()
        clear_layout(self._rows)
        self._lead.setText(words.count("bundle_in.failed", len(failed)))
        for one in failed:
            self._rows.addWidget(label(names.get(one.id, one.id), "strong"))
            self._rows.addWidget(label(words.error(one.problem) if one.problem else "", "body"))
        self._rows.addStretch(1)
        self.settings.hide()
        self.act.hide()
        self.leave.set_text(words("common.close"))
        self.leave.setFocus()

    def _close(self) -> None:
        if self.plan is not None:
            self.plan.close()
            self.plan = None
