"""What was said and handed over: the consultations held and the papers delivered. Each act can be undone.

The journal tells that one was entered, changed or taken away; never who was there, which may reveal who is in a union.
"""

from __future__ import annotations

from dataclasses import replace

from app.desk import acts
from app.desk.open_practice import OpenPractice
from app.domain.practice import Consultation, Delivery


class Records(OpenPractice):
    def new_consultation(self) -> Consultation:
        return Consultation(acts.fresh_id((one.id for one in self.practice.consultations), "talk"), "unions")

    def set_consultation(self, one: Consultation) -> None:
        """Put in place of the one of that id, or added last."""
        before = self.practice.consultations
        told = "consultation_changed" if any(other.id == one.id for other in before) else "consultation_added"
        practice = replace(self.practice, consultations=acts.put(before, one))
        self._change(practice, told, self._about(self.words(f"consultations.kind.{one.kind}"), one.date))

    def remove_consultation(self, one: Consultation) -> None:
        kept = tuple(other for other in self.practice.consultations if other.id != one.id)
        about = self._about(self.words(f"consultations.kind.{one.kind}"), one.date)
        self._change(replace(self.practice, consultations=kept), "consultation_removed", about)

    def new_delivery(self) -> Delivery:
        return Delivery(acts.fresh_id((one.id for one in self.practice.deliveries), "delivery"), "notice")

    def set_delivery(self, one: Delivery) -> None:
        """The same for a paper handed over."""
        before = self.practice.deliveries
        told = "delivery_changed" if any(other.id == one.id for other in before) else "delivery_added"
        practice = replace(self.practice, deliveries=acts.put(before, one))
        self._change(practice, told, self._about(self.paper_name(one.paper), one.date))

    def remove_delivery(self, one: Delivery) -> None:
        kept = tuple(other for other in self.practice.deliveries if other.id != one.id)
        about = self._about(self.paper_name(one.paper), one.date)
        self._change(replace(self.practice, deliveries=kept), "delivery_removed", about)

    def paper_name(self, paper: str) -> str:
        """Which paper was handed over, in words: one of the known kinds, or as the user called it."""
        key = f"papers.kind.{paper}"
        return self.words(key) if key in self.words.keys() else paper  # noqa: SIM118 - a catalogue, not a dict

    @staticmethod
    def _about(name: str, date: str) -> str:
        day = f"{date[8:10]}/{date[5:7]}/{date[:4]}" if date else ""
        return ", ".join(part for part in (name, day) if part)
