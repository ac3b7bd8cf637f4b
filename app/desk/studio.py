"""The studio behind the papers: author, letterhead, address lines, logo; and what the program tells of itself.

All of it is this installation's, none of it a practice's. A logo is kept as the paper can bear it, never as it came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from app.desk.open_practice import AUTHOR
from app.desk.paper_language import PaperLanguage
from app.domain.circular import Circular
from app.library import reference
from app.library.reference import Component, Entry
from app.store.log import latest
from app.store.settings import LOGO, read_picture

LETTERHEAD, LINES = "letterhead", "studio_lines"
"""The settings that hold them; ``logo`` holds the name of a file beside the settings."""
MOST_LINES = 6


@dataclass(frozen=True)
class Studio:
    """``logo``: a PNG without transparency, no wider or higher than the paper needs; empty if there is none."""

    author: str = ""
    letterhead: str = ""
    lines: tuple[str, ...] = ()
    logo: bytes = b""


class StudioActs(PaperLanguage):
    @property
    def studio(self) -> Studio:
        """As the settings say it now; the logo's file is read once. A logo that cannot be read any more is none: no
        paper may fail for it."""
        settings = self._shelves.settings
        return replace(self.studio_said, logo=settings.read_logo() if settings.get(LOGO) else b"")

    @property
    def studio_said(self) -> Studio:
        """The same without the logo: nothing is read."""
        settings = self._shelves.settings
        lines = settings.get(LINES, ())
        kept = tuple(map(_text, lines)) if isinstance(lines, list | tuple) else ()
        return Studio(_text(settings.get(AUTHOR)), _text(settings.get(LETTERHEAD)), kept)

    def set_studio(self, letterhead: str | None = None, lines: Iterable[str] | None = None) -> None:
        """The name at the head of papers, and the lines below it. They hold at once; ``settings_state`` says when they
        are down."""
        self._need_writing()
        small = self._shelves.small
        if letterhead is not None:
            small.keep({LETTERHEAD: _one_line(letterhead)})
        if lines is not None:
            small.keep({LINES: [line for line in map(_one_line, lines) if line][:MOST_LINES]})
        self._tell("studio")

    def set_logo(self, path: Path) -> tuple[str, ...]:
        """Keeps that picture as the paper can bear it; what was done to it: ``transparent``, ``cmyk``, ``smaller``,
        ``first_page``. ``logo_no_file``, ``logo_too_big``, ``logo_unreadable`` and those of reading and writing as
        UserError: the one before stays. Slow."""
        from reports.logo import fitted

        self._need_writing()
        made = fitted(read_picture(path))
        self._put_logo(made.png)
        return made.done

    def remove_logo(self) -> bytes:
        """No logo any more; what it was, for :meth:`bring_back_logo`."""
        self._need_writing()
        before = self._shelves.settings.read_logo()
        self._shelves.settings.set(LOGO, "")
        self._shelves.settings.remove_logo()
        self._post(lambda: self._tell("studio"))
        return before

    def bring_back_logo(self, png: bytes) -> None:
        self._need_writing()
        self._put_logo(png)

    def _put_logo(self, png: bytes) -> None:
        name = self._shelves.settings.write_logo(png)
        self._shelves.settings.set(LOGO, name)
        self._post(lambda: self._tell("studio"))

    # ---- what the program tells of itself ------------------------------------------------------------------------

    @property
    def manual(self) -> tuple[Entry, ...]:
        """In the screen's language."""
        return reference.manual(self._texts.parent, self.lang)

    @property
    def components(self) -> tuple[Component, ...]:
        return reference.components(self._texts.parent)

    @property
    def newest_law(self) -> Circular:
        """The law that a new practice is pinned to, in the screen's language."""
        return self._laws.newest(self.lang)

    def latest_errors(self, most: int = 5) -> list[str]:
        """The last entries of the error log, which holds no personal data. Reads a file."""
        return latest(self._shelves.log, most)

    @property
    def data_folder(self) -> Path:
        """Where the archive is; for showing it."""
        return self._shelves.place


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _one_line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode().split())
