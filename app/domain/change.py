"""What differs between a tool as it is and under a hypothesis. Judges nothing: it holds two findings apart."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.determination import ToolDetermination

SiteStep = tuple[str, str, str]
"""(site, before, after)"""


@dataclass(frozen=True)
class Change:
    """``settled``: only one outcome is left under the hypothesis. If not, what is ``gone`` is merely no longer certain.

    ``gone`` and ``new``: duties, in the law's order. ``standing`` and ``ways``: the sites where they differ.
    """

    settled: bool
    gone: tuple[str, ...]
    new: tuple[str, ...]
    standing: tuple[SiteStep, ...]
    ways: tuple[SiteStep, ...]

    @property
    def nothing(self) -> bool:
        return not (self.gone or self.new or self.standing or self.ways)


def change(found: ToolDetermination, tried: ToolDetermination) -> Change:
    """From ``found`` to ``tried``, a what-if of the same tool. Without an outcome there is neither way nor standing."""
    there = tried.outcome is not None
    standing = {at.site: at.standing for at in tried.standing_at} if there else {}
    ways = {at.site: at.way for at in tried.routes}
    return Change(
        settled=len(tried.possible) < 2,
        gone=tuple(duty for duty in found.duties if duty not in tried.duties),
        new=tuple(duty for duty in tried.duties if duty not in found.duties),
        standing=tuple(
            (at.site, at.standing, standing[at.site])
            for at in found.standing_at
            if at.site in standing and standing[at.site] != at.standing
        ),
        ways=tuple((at.site, at.way, ways[at.site]) for at in found.routes if ways.get(at.site, at.way) != at.way),
    )
