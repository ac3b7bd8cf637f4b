"""What the window will need soon, fetched beside it once the first picture stands: words and law in every language.

No page is imported here: its classes are Qt's, and come into being on the thread that paints. What cannot be fetched is
passed over: whoever needs it hears of it then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.ui.tasks import Tasks


def warm(desk: Desk, tasks: Tasks) -> None:
    tasks.run(desk.read_ahead, _passed_over, _passed_over)


def _passed_over(_what: object) -> None:
    pass
