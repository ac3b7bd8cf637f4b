"""The practice's own page: company and sites, tools and their papers, what was typed and what was taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.ledger import Ledger, Revision
from app.domain.practice import CONSULTED, Consultation, Guarantee, Site
from app.ui.pages.dossier import said
from app.ui.pages.papers import PaperForm, PapersDialog
from app.ui.pages.practice import PracticePage
from app.ui.pages.records import ConsultationForm, DeliveryForm
from app.ui.pages.tools import NewTool, ToolSheet
from app.ui.resume import go_on_with_tool
from app.ui.widgets.basics import Button
from app.ui.widgets.dates import parsed
from app.ui.widgets.problem_line import ProblemLine
from tests.gallery import cut, settle
from tests.ui_kit import Bench


def example(bench: Bench) -> PracticePage:
    bench.window.show()
    bench.desk.open_example()
    bench.window.go("practice", {})
    page = bench.window.page("practice")
    assert isinstance(page, PracticePage)
    return page


@pytest.mark.parametrize(
    ("typed", "iso"),
    [("14/12/2026", "2026-12-14"), ("1.2.2026", "2026-02-01"), ("2026-12-14", "2026-12-14"), ("31/02/2026", ""),
     ("domani", ""), ("", ""), ("14/12/26", "")],
)  # fmt: skip
def test_dates_as_people_write_them(typed: str, iso: str) -> None:
    assert parsed(typed) == iso


def test_typing_is_committed_after_a_second_and_can_be_undone(bench: Bench, qtbot: QtBot) -> None:
    page = example(bench)
    field = page.company.fields["vat"]
    field.setFocus()
    qtbot.keyClicks(field, "123")
    assert bench.desk.practice.company.vat == ""
    qtbot.waitUntil(lambda: bench.desk.practice.company.vat == "123", timeout=3000)
    assert page.company.warnings["vat"].isVisible()
    # committed: the same key now is the practice's
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.desk.practice.company.vat == ""
    assert field.text() == ""


def test_until_it_is_committed_ctrl_z_is_the_fields_own(bench: Bench, qtbot: QtBot) -> None:
    page = example(bench)
    bench.desk.set_practice(number="7")
    field = page.company.fields["vat"]
    field.setFocus()
    qtbot.keyClicks(field, "12")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bench.desk.practice.number == "7"
    assert field.text() != "12"


def test_leaving_the_field_commits(bench: Bench, qtbot: QtBot) -> None:
    page = example(bench)
    field = page.company.fields["tax_code"]
    field.setFocus()
    qtbot.keyClicks(field, "X")
    page.company.fields["vat"].setFocus()
    assert bench.desk.practice.company.tax_code == "X"


def test_a_refresh_never_takes_away_what_is_being_typed(bench: Bench, qtbot: QtBot) -> None:
    page = example(bench)
    field = page.company.fields["name"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Nuovo")
    bench.desk.set_practice(number="9")
    assert field.text() == "Nuovo"
    assert field.hasFocus()


def test_sites_are_added_filled_and_removed_undoably(bench: Bench, qtbot: QtBot) -> None:
    page = example(bench)
    qtbot.mouseClick(page.sites.add, Qt.MouseButton.LeftButton)
    assert len(bench.desk.practice.company.sites) == 2
    form = list(page.sites.forms.values())[-1]
    assert form.fields["name"].hasFocus()
    for name, text in (("name", "Sede due"), ("headcount", "12"), ("province", "mi")):
        form.fields[name].setText(text)
        form.fields[name].commit()
    site = bench.desk.practice.company.sites[-1]
    assert (site.name, site.headcount, site.province) == ("Sede due", 12, "mi")
    bench.desk.remove_site(site.id)
    assert len(page.sites.forms) == 1
    bench.window.undo()
    assert list(page.sites.forms.values())[-1].fields["name"].text() == "Sede due"


def test_what_is_no_number_of_operators_stays_to_be_put_right(bench: Bench, qtbot: QtBot) -> None:
    page = example(bench)
    [form] = page.sites.forms.values()
    field, warning = form.fields["headcount"], form.warnings["headcount"]
    field.setText("circa trenta")
    field.commit()
    assert bench.desk.practice.company.sites[0].headcount == 24  # as it was
    assert (field.text(), "circa trenta" in warning.text()) == ("circa trenta", True)
    bench.desk.set_practice(number="9")
    assert field.text() == "circa trenta"
    page.sites.add.click()
    bench.window.set_language("en")
    bench.window.set_language("it")
    form = page.sites.forms["site1"]
    field, warning = form.fields["headcount"], form.warnings["headcount"]
    assert (field.text(), warning.isHidden()) == ("circa trenta", False)
    mine = bench.desk.practice.id
    bench.desk.create("Un'altra")
    bench.desk.set_site(bench.desk.new_site())
    bench.window.go("practice", {})
    assert page.sites.forms["site1"].fields["headcount"].text() == ""
    bench.desk.open(mine)
    bench.window.go("practice", {})
    form = page.sites.forms["site1"]
    field, warning = form.fields["headcount"], form.warnings["headcount"]
    assert field.text() == "24"
    field.setText("30")
    field.commit()
    assert bench.desk.practice.company.sites[0].headcount == 30
    assert not warning.isVisible()


def test_blanks_around_a_text_are_kept_as_typed_and_do_not_raise_a_doubt(bench: Bench) -> None:
    page = example(bench)
    for field, text in ((page.company.fields["name"], "  Alfa  "), (page.company.fields["vat"], " 00743110157 ")):
        field.setText(text)
        field.commit()
    page.people.fields["checked_by"].setText(" Ada di Prova ")
    page.people.fields["checked_by"].commit()
    [form] = page.sites.forms.values()
    for name, text in (("name", " Sede "), ("province", " LE "), ("headcount", " 30 ")):
        form.fields[name].setText(text)
        form.fields[name].commit()
    company = bench.desk.practice.company
    [site] = company.sites
    assert (company.name, company.vat) == ("  Alfa  ", " 00743110157 ")
    assert bench.desk.practice.checked_by == " Ada di Prova "
    assert (site.name, site.province, site.headcount) == (" Sede ", " LE ", 30)
    assert page.company.fields["name"].text() == "  Alfa  "
    assert page.company.warnings["vat"].isHidden()
    assert form.warnings["province"].isHidden()
    assert form.warnings["headcount"].isHidden()


def test_a_province_is_kept_as_it_was_typed_and_doubted(bench: Bench) -> None:
    page = example(bench)
    [form] = page.sites.forms.values()
    form.fields["province"].setText("Lecce")
    form.fields["province"].commit()
    assert bench.desk.practice.company.sites[0].province == "Lecce"
    assert "«Lecce» non è tra le sigle" in form.warnings["province"].text()
    form.fields["province"].setText("le")
    form.fields["province"].commit()
    assert bench.desk.practice.company.sites[0].province == "le"
    assert form.warnings["province"].isHidden()


def test_a_doubtful_code_is_explained_heard_and_never_refused(bench: Bench) -> None:
    page = example(bench)
    for name, text in (("vat", "00743110158"), ("tax_code", "X"), ("ateco", "61.10"), ("ccnl", "H05Y")):
        page.company.fields[name].setText(text)
        page.company.fields[name].commit()
    company = bench.desk.practice.company
    assert (company.vat, company.tax_code, company.ateco, company.ccnl) == ("00743110158", "X", "61.10", "H05Y")
    for name, warning in page.company.warnings.items():
        assert warning.isVisible(), name
        assert page.company.fields[name].accessibleDescription() == warning.text() != "", name
    bench.desk.set_company(vat="IT00743110157")
    assert page.company.warnings["vat"].isHidden()
    assert page.company.fields["vat"].accessibleDescription() == ""


def test_one_press_makes_one_person_all_three(bench: Bench, qtbot: QtBot) -> None:
    page = example(bench)
    page.people.fields["prepared_by"].setText("Ada")  # not committed yet: the button must not lose it
    qtbot.mouseClick(page.people.same, Qt.MouseButton.LeftButton)
    practice = bench.desk.practice
    assert (practice.prepared_by, practice.checked_by, practice.approved_by) == ("Ada", "Ada", "Ada")
    assert page.people.same.isHidden()
    bench.window.undo()
    assert bench.desk.practice.checked_by == ""
    assert bench.desk.practice.prepared_by == "Ada"


def test_the_firm_of_the_settings_is_named_as_author(bench: Bench) -> None:
    page = example(bench)
    assert "nessuno studio" in page.people._studio.text()
    bench.shelves.settings.set("letterhead", "Studio di prova\nconsulenza del lavoro")
    page.refresh()
    assert "Studio di prova consulenza del lavoro" in page.people._studio.text()


def test_a_consultation_is_entered_changed_and_taken_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    page = example(bench)

    def fill(form: ConsultationForm) -> int:
        form.kind.setCurrentIndex(form.kind.findData("workers"))
        form.date.setText("2/10/2026")
        form.present.setText("due operatori")
        form.opinion.setPlainText("Una riga\ne un'altra")
        if "tool2" in form.tools:
            form.tools["tool2"].setChecked(True)
        return int(QDialog.DialogCode.Accepted.value)

    monkeypatch.setattr(ConsultationForm, "exec", fill)
    page.consultations.add.click()
    [one] = bench.desk.practice.consultations
    assert (one.kind, one.date, one.present, one.tools) == ("workers", "2026-10-02", "due operatori", ("tool2",))
    assert one.opinion == "Una riga\ne un'altra"
    lines = [each.text() for each in page.consultations.findChildren(QLabel)]
    assert "Lavoratori · 02/10/2026" in lines
    assert "due operatori · Cruscotto · Una riga e un'altra" in lines
    bench.desk.remove_tool("tool2")
    page.consultations.edit(one)
    assert bench.desk.practice.consultations[0].tools == ("tool2",)
    bench.settle()
    links = page.consultations.findChildren(QPushButton)
    next(link for link in links if link.accessibleName().startswith("Togli") and link.isVisible()).click()
    assert bench.desk.practice.consultations == ()
    bench.window.notice.acted.emit()
    assert len(bench.desk.practice.consultations) == 1


def test_a_delivery_of_any_paper(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    page = example(bench)
    papers = iter(("Regolamento interno", "Informativa agli operatori"))

    def fill(form: DeliveryForm) -> int:
        form.paper.setCurrentText(next(papers))
        form.recipients.setPlainText("operatori del mattino\n\n  operatori della sera ")
        return int(QDialog.DialogCode.Accepted.value)

    monkeypatch.setattr(DeliveryForm, "exec", fill)
    page.deliveries.add.click()
    page.deliveries.add.click()
    own, known = bench.desk.practice.deliveries
    assert (own.paper, known.paper) == ("Regolamento interno", "notice")
    assert own.recipients == ("operatori del mattino", "operatori della sera")
    assert "2 destinatari" in [each.text() for each in page.deliveries.findChildren(QLabel)]


def test_the_keys_go_through_a_form_as_it_is_read(bench: Bench, qtbot: QtBot) -> None:
    page = example(bench)
    form = DeliveryForm(bench.desk, bench.desk.new_delivery(), page)
    form.show()
    qtbot.waitUntil(form.isVisible)
    seen = [form.focusWidget()]
    for _ in range(3):
        form.focusNextChild()
        seen.append(form.focusWidget())
    assert seen == [form.paper, form.date, form.how, form.recipients]
    form.close()
    form.deleteLater()


def ledger(*states: tuple[int, str], practice: str = "") -> Ledger:
    made = (Revision(number, state, "2026-11-01T10:00:00+01:00", "", practice) for number, state in states)
    return Ledger(revisions=tuple(made))


@pytest.mark.parametrize(
    ("states", "now", "state", "told"),
    [
        ([], "x", "draft", "diventa la revisione 1"),
        ([(1, "handed_off")], "x", "handed_off", "appartiene alla revisione 2"),
        ([(1, "handed_off"), (1, "withdrawn")], "x", "draft", "diventa la revisione 2"),
        ([(1, "sealed")], "same", "sealed", "è ancora com'era"),
        ([(1, "sealed")], "x", "reopened", "è la bozza della revisione 2"),
        ([(1, "sealed"), (2, "handed_off")], "x", "handed_off", "La revisione 2 è da un altro firmatario"),
    ],
)
def test_where_the_checklist_stands_is_said(
    bench: Bench, states: list[tuple[int, str]], now: str, state: str, told: str
) -> None:
    found, sentence = said(bench.desk.words, ledger(*states, practice="same"), now)
    assert found == state
    assert told in sentence


def test_the_steps_follow_and_say_the_state_in_words(bench: Bench) -> None:
    page = example(bench)
    assert page.dossier.steps.accessibleName() == "Stato della checklist: Bozza"
    assert bench.desk.dossier is not None
    out = replace(bench.desk.dossier.ledger, revisions=ledger((1, "handed_off")).revisions)
    bench.desk.dossier = replace(bench.desk.dossier, ledger=out)
    page.refresh()
    assert page.dossier.steps.accessibleName() == "Stato della checklist: Alla firma"
    assert "Revisione 1 alla firma" in page._sub.text()
    assert [text.text() for text in page.dossier.steps.texts] == ["Bozza", "Alla firma", "Sigillata"]
    assert not page.dossier._reopen.isVisible()


def test_a_tool_shows_outcome_and_standing_and_the_way_on(bench: Bench) -> None:
    page = example(bench)
    rows = page.tools.rows
    assert [row.outcome.look() for row in rows.values()] == ["green", "red", "amber", "teal"]
    assert rows["tool2"].standing.text() == "Da fermare"
    tool = bench.desk.add_tool("CRM", bench.desk.circular.templates[0].id)
    made = page.tools.rows[tool]
    assert made.outcome.look() == "grey"
    assert go_on_with_tool(bench.desk, tool) == ("functions", {"tool": tool})


def test_a_provisional_outcome_is_grey_and_says_what_it_may_become(bench: Bench) -> None:
    page = example(bench)
    bench.desk.confirm_absent("tool1", "", on=False)
    found = bench.desk.determination("tool1")
    assert found.provisional
    chip = page.tools.rows["tool1"].outcome
    assert chip.look() == "grey"
    assert chip.text().startswith("Può arrivare a «")
    assert not page.tools.rows["tool1"].standing.isVisible()


def test_adding_a_tool_asks_name_and_template(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    page = example(bench)

    def fill(dialog: NewTool) -> int:
        dialog._name.setText("Barra telefonica")
        dialog._template.setCurrentIndex(1)
        return int(QDialog.DialogCode.Accepted.value)

    monkeypatch.setattr(NewTool, "exec", fill)
    asked: list[tuple[str, dict]] = []
    page.go.disconnect()
    page.go.connect(lambda name, where: asked.append((name, where)))
    page.tools.add.click()
    tool = bench.desk.practice.tools[-1]
    assert (tool.name, tool.template) == ("Barra telefonica", bench.desk.circular.templates[0].id)
    assert asked == [("functions", {"tool": tool.id})]


def test_a_nameless_tool_takes_its_templates_name(bench: Bench) -> None:
    page = example(bench)
    dialog = NewTool(bench.desk, page)
    assert dialog.name == ""
    dialog._template.setCurrentIndex(1)
    assert dialog.name == bench.desk.circular.templates[0].label
    dialog.deleteLater()


def test_deleting_a_tool_offers_to_take_it_back(bench: Bench, qtbot: QtBot) -> None:
    page = example(bench)
    page.tools.rows["tool3"].links["remove"].click()
    assert "tool3" not in page.tools.rows
    assert bench.window.notice.isVisible()
    bench.window.notice.acted.emit()
    assert "tool3" in page.tools.rows
    assert [tool.id for tool in bench.desk.practice.tools] == ["tool1", "tool2", "tool3", "tool4"]


def test_the_sheet_of_a_tool_is_one_change(bench: Bench) -> None:
    page = example(bench)
    bench.desk.set_site(Site("site2", name="Due"))
    sheet = ToolSheet(bench.desk, bench.desk.practice.tool("tool1"), page)
    sheet.texts["vendor"].setText("Fornitore")
    sheet.state.setCurrentIndex(sheet.state.findData("switched_off"))
    sheet.locked.setChecked(True)
    sheet.since.setText("1/3/2026")
    sheet.sites["site2"].setChecked(False)
    before = bench.desk.practice
    bench.desk.set_tool("tool1", **sheet.fields())
    tool = bench.desk.practice.tool("tool1")
    assert (tool.vendor, tool.state, tool.switch_off_locked) == ("Fornitore", "switched_off", True)
    assert (tool.since, tool.sites) == ("2026-03-01", ("site1",))
    bench.desk.undo()
    assert bench.desk.practice == before
    sheet.deleteLater()


def test_a_paper_changes_the_standing_and_never_the_outcome(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    page = example(bench)
    before = bench.desk.determination("tool3")
    dialog = PapersDialog(bench.desk, "tool3", page)

    def fill(form: PaperForm) -> int:
        form.date.setText("1/2/2020")
        form.signatory.setCurrentIndex(form.signatory.findData("rsu"))
        for tick in (*form.sites.values(), *form.functions.values(), *form.purposes.values()):
            tick.setChecked(True)
        form.retention.setText("30")
        return int(QDialog.DialogCode.Accepted.value)

    monkeypatch.setattr(PaperForm, "exec", fill)
    dialog.edit(bench.desk.new_guarantee("tool3", "agreement"))
    [paper] = bench.desk.practice.tool("tool3").guarantees
    assert (paper.date, paper.signatory, paper.retention_days) == ("2020-02-01", "rsu", 30)
    assert (paper.sites, "call_recording" in paper.functions, bool(paper.purposes)) == (("site1",), True, True)
    after = bench.desk.determination("tool3")
    assert after.outcome == before.outcome
    assert (before.standing, after.standing) == ("stop", "to_do")
    dialog.remove(paper.id)
    assert not bench.desk.practice.tool("tool3").guarantees
    bench.window.undo()
    assert bench.desk.practice.tool("tool3").guarantees == (paper,)
    dialog.deleteLater()


def test_what_a_form_does_not_show_of_a_paper_is_kept(bench: Bench) -> None:
    page = example(bench)
    paper = replace(bench.desk.new_guarantee("tool3", "agreement"), functions=("attendance",))
    form = PaperForm(bench.desk, bench.desk.practice.tool("tool3"), paper, page)
    assert form.paper().functions == ("attendance",)
    form.deleteLater()


def test_the_accent_leads_to_the_signature_only_when_there_is_something_to_sign(bench: Bench) -> None:
    page = example(bench)
    assert page.sign.isVisible()
    assert page.tools.add.property("role") == "plain"
    bench.desk.create("Vuota")
    bench.window.go("practice", {})
    assert not page.sign.isVisible()
    assert page.tools.add.property("role") == "accent"


def test_every_control_has_a_name_to_be_read_out(bench: Bench) -> None:
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QWidget

    page = example(bench)
    bench.desk.set_site(Site("site2"))
    nameless = []
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            found = QAccessible.queryAccessibleInterface(widget)
            if not found.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert not nameless


@pytest.mark.parametrize("what", ["tool", "date of a paper", "days of a paper", "consultation"])
def test_what_a_form_cannot_read_is_said_and_what_was_there_stays(bench: Bench, qtbot: QtBot, what: str) -> None:
    """Pressed or taken at the lock, it does not delete what was stored before."""
    desk = bench.desk
    desk.open_example()
    bench.window.go("practice", {})
    tool = desk.practice.tools[0]
    paper = Guarantee("paper1", "agreement", date="2025-05-05", retention_days=90)
    talk = Consultation("talk1", CONSULTED[0], date="2025-05-05")
    form: Any
    if what == "tool":
        form = ToolSheet(desk, replace(tool, since="2025-05-05"), bench.window)
        field, kept = form.since, lambda: form.fields()["since"]
    elif what == "consultation":
        form = ConsultationForm(desk, talk, bench.window)
        field, kept = form.date, lambda: form.record().date
    else:
        form = PaperForm(desk, tool, paper, bench.window)
        date = what == "date of a paper"
        field = form.date if date else form.retention
        kept = lambda: form.paper().date if date else form.paper().retention_days  # noqa: E731
    form.open()
    before = kept()
    field.setText("31/02/2026 circa")
    save = next(made for made in form.findChildren(Button) if made.isDefault())
    save.click()
    assert form.isVisible()
    assert "31/02/2026 circa" in form.findChild(ProblemLine).text()
    settle()
    assert cut(form) == []
    assert form.focusWidget() is field
    assert kept() == before
    field.setText("")
    save.click()
    assert not form.isVisible()
    assert kept() in ("", None)
