"""What the window will need soon, fetched beside it once the first picture stands: the pages' modules, words and law.

Each is fetched where it is needed all the same; a page that is gone to before waits for its own only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.ui.tasks import Tasks


def warm(desk: Desk, tasks: Tasks, modules: Iterable[str]) -> None:
    """One after the other, each asked for when the one before is there: a paper that is wanted meanwhile comes between.

    What cannot be fetched is passed over: whoever needs it hears of it then.
    """
    wanted: list[Callable[[], object]] = [*(partial(import_module, module) for module in modules), desk.read_ahead]

    def go_on(_result: object = None) -> None:
        if wanted:
            tasks.run(wanted.pop(0), go_on, go_on)

    go_on()
