"""What went wrong is seen, named and read out; a mistake of ours is not put into words."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.domain.errors import UserError
from app.paths import resources
from app.text import words
from app.ui.widgets.problem_line import ProblemLine
from tests.ui_kit import alerts

SAID = words(resources() / "text", "it")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return alerts(monkeypatch)


def test_it_is_seen_and_read_out_and_goes_again(qtbot: QtBot, heard: list[str]) -> None:
    line = ProblemLine()
    qtbot.addWidget(line)
    assert line.isHidden()
    line.say("<b>Non va</b>")
    assert (line.isHidden(), line.text(), heard) == (False, "<b>Non va</b>", ["<b>Non va</b>"])
    line.say("")
    assert (line.isHidden(), len(heard)) == (True, 1)


def test_the_worlds_error_is_put_into_words_and_ours_goes_on(qtbot: QtBot, heard: list[str]) -> None:
    line = ProblemLine()
    qtbot.addWidget(line)
    line.tell(UserError("read_failed", name="x.pdf", reason=UserError("reason.not_there")), SAID)
    assert heard == [line.text()]
    assert "x.pdf" in line.text()
    with pytest.raises(KeyError):
        line.tell(KeyError("x"), SAID)
    assert len(heard) == 1
