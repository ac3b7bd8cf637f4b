"""The acts upon bundles, for the desk: out, look, in. Slow, all three: call them off the GUI thread.

A window shows what :meth:`BundleActs.preview_bundle` returns, asks for a choice among each item's ``choices``
and hands them to :meth:`BundleActs.import_bundle`; it closes the plan in every case.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.desk.open_practice import OpenPractice
from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.desk.bundles import Brought, Cancelled, Plan, Progress


def unseen(_done: int, _total: int) -> None:
    """Nobody watches."""


def never() -> bool:
    """Nobody calls it off."""
    return False


class BundleActs(OpenPractice):
    """``progress`` is told bytes done and bytes in all; ``cancelled`` is asked often, and a yes ends the act with
    ``bundle_cancelled`` (UserError), everything as it was. Both are called on the caller's thread."""

    def export_bundle(
        self,
        ids: Sequence[str],
        path: Path,
        passphrase: str = "",
        progress: Progress = unseen,
        cancelled: Cancelled = never,
        settings: Collection[str] = (),
    ) -> None:
        """The practices (none named: all), and the ``settings`` wanted, into one file. ``bundle_…`` as UserError."""
        from app.desk import bundles
        from app.store.bundle import Course

        if not self.drain():
            raise self.save.problem or UserError("not_saved")
        bundles.export(self._shelves, ids, path, passphrase, settings, Course(progress, cancelled))

    def preview_bundle(
        self,
        path: Path,
        passphrase: str = "",
        progress: Progress = unseen,
        cancelled: Cancelled = never,
    ) -> Plan:
        """What a bundle would bring, everything in it checked; nothing changes. ``bundle_…`` as UserError."""
        from app.desk import bundles
        from app.store.bundle import Course

        if not self.drain():
            raise self.save.problem or UserError("not_saved")
        return bundles.preview(self._shelves, self._laws, path, passphrase, Course(progress, cancelled))

    def import_bundle(
        self,
        plan: Plan,
        choices: Mapping[str, str],
        progress: Progress = unseen,
        cancelled: Cancelled = never,
        settings: Collection[str] = (),
    ) -> tuple[Brought, ...]:
        """Bring in by practice id what was chosen: ``newer``, ``both`` or ``skip``. The open practice is let go of
        if a later state takes its place. Listeners hear ``list``."""
        from app.desk import bundles
        from app.store.bundle import Course

        if self.dossier is not None and self.dossier.practice.id in bundles.replaced(plan, choices):
            self.close()
        course = Course(progress, cancelled)
        brought = bundles.bring_in(self._shelves, plan, choices, settings, self._new_id, self._clock, course)
        self._post(lambda: self._tell("list"))
        return brought
