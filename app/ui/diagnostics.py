"""What may be told of a program that does not work: versions, sizes, states, and where in the code errors happened.

It must never hold a name, a path of the user, an answer or an error's message: only what is written out here.
"""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from app import __version__
from app.domain.errors import UserError
from app.ui import style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.desk import Desk


def told(desk: Desk, page: str, errors: Sequence[str]) -> str:
    """``errors``: entries as the error log has them."""
    words = desk.words
    lines = [
        words("diagnostics.title"),
        words("diagnostics.program", version=__version__),
        words(
            "diagnostics.system",
            system=f"{platform.system()} {platform.release()} {platform.machine()}",
            python=platform.python_version(),
            qt=qVersion(),
        ),
        _screen(desk),
        words("diagnostics.law", law=_law(desk)),
        _archive(desk),
        words("diagnostics.save", state=desk.save.state, page=page),
        words("diagnostics.errors" if errors else "diagnostics.no_errors"),
        *errors,
    ]
    return "\n".join(lines) + "\n"


def _screen(desk: Desk) -> str:
    size = QGuiApplication.primaryScreen().size()
    return desk.words(
        "diagnostics.screen",
        width=size.width(),
        height=size.height(),
        scale=round(style.scale() * 100),
        theme=f"{style.choice()}/{style.current().name}",
        lang=f"{desk.lang}/{desk.paper_lang}",
    )


def _law(desk: Desk) -> str:
    try:
        law = desk.newest_law
    except UserError as problem:
        return problem.key
    return f"{law.id} {law.version}"


def _archive(desk: Desk) -> str:
    words = desk.words
    rows = desk.summaries()
    try:
        password = words("diagnostics.yes" if desk.protection.seen_on else "diagnostics.no")
    except UserError as problem:
        password = problem.key
    return words(
        "diagnostics.archive",
        practices=len(rows),
        problems=sum(row.problem is not None for row in rows),
        password=password,
        read_only=words("diagnostics.yes" if desk.folder_read_only else "diagnostics.no"),
    )
