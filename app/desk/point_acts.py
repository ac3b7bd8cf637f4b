"""Points of the professional's own at the desk: added, changed, taken away, each undoable.

They stand beside the determination: no rule reads them, so no outcome, duty or question ever follows from one.
"""

from __future__ import annotations

from dataclasses import replace

from app.desk import acts
from app.desk.open_practice import OpenPractice
from app.domain.practice import Point


class PointActs(OpenPractice):
    def points(self, tool_id: str = "") -> tuple[Point, ...]:
        """Those about a tool, or (without one) about the whole practice, in the order in which they were added."""
        return tuple(point for point in self.practice.points if point.tool == tool_id)

    def add_point(self, title: str, text: str = "", tool_id: str = "") -> str:
        """A new point, dated and by who prepares the practice; its id."""
        point_id = acts.fresh_id((point.id for point in self.practice.points), "point")
        self._put_point(Point(point_id, title, text, tool_id))
        return point_id

    def set_point(self, point_id: str, title: str, text: str, tool_id: str) -> None:
        """Other words, or about something else; nothing happens if they are the same."""
        before = next(point for point in self.practice.points if point.id == point_id)
        if (before.title, before.text, before.tool) != (title, text, tool_id):
            self._put_point(replace(before, title=title, text=text, tool=tool_id))

    def _put_point(self, point: Point) -> None:
        dated = replace(point, at=self._now(), by=self.practice.prepared_by)
        known = any(one.id == point.id for one in self.practice.points)
        points = tuple(dated if one.id == point.id else one for one in self.practice.points)
        self._change(replace(self.practice, points=points if known else (*points, dated)))

    def remove_point(self, point_id: str) -> None:
        gone = next(point for point in self.practice.points if point.id == point_id)
        kept = tuple(point for point in self.practice.points if point.id != point_id)
        self._change(replace(self.practice, points=kept), "point_removed", gone.title)
