"""What stands on a page and was told to nobody yet, carried over when the page is made or spoken anew.

It lives for that moment only and must be kept nowhere: a passphrase may be among it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget


class HalfTyped:
    """Beside a widget's own class. ``loose`` is usually all that has to be said."""

    def loose(self) -> Mapping[str, QWidget]:
        """The fields whose contents are nobody's but the screen's, in the order in which they are put back."""
        return {}

    def half_done(self) -> dict[str, Any]:
        """What is typed, ticked and chosen here and not confirmed yet."""
        from app.ui.held import read

        return read(self.loose())

    def take_up(self, kept: Mapping[str, Any]) -> None:
        """The same again, in fields that are new or speak another language now."""
        from app.ui.held import put_back

        put_back(self.loose(), kept)
