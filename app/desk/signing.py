"""Paper and our own signatures at the desk: drafts, seals, somebody's file or card, one signer after the other.

The file is verified and in place before the ledger tells of it. A passphrase or PIN lives in one call. What was signed
is never touched again: a further signature is a further file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.desk import paperwork
from app.desk.paper_acts import PaperActs
from app.desk.paperwork import Wish
from app.desk.revisions import can_bear_more, frozen
from app.domain.errors import UserError
from app.domain.ledger import Dossier, Revision
from app.domain.paper import THIRD_PARTIES, Edition
from app.records.dossier import fingerprint
from app.store.signed import content, export, room_at

if TYPE_CHECKING:
    from reports.signing.card import CardCertificate
    from reports.signing.drivers import Driver
    from reports.signing.means import Means
    from reports.signing.verify import Verification

CARD_DRIVER = "card_driver"
"""The setting that holds the path of the driver last chosen."""


@dataclass(frozen=True)
class SignedFile:
    path: Path
    revision: Revision
    verification: Verification
    left_out: tuple[UserError, ...] = ()
    """What could not be put on the paper that was made."""


@dataclass(frozen=True)
class SealWay:
    """With this computer's seal."""

    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class FileWay:
    """With somebody's .p12 or .pfx, which stays where it is."""

    file: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class CardWay:
    """With a card or token. The PIN is presented once."""

    driver: Path
    certificate: CardCertificate
    pin: str = field(repr=False)


Way = SealWay | FileWay | CardWay


class Signing(PaperActs):
    """The open practice's paper."""

    def signed_path(self, name: str) -> Path:
        """Where a signed file of the open practice is kept."""
        return self._shelves.signed_path(self.practice.id, name)

    def signed_content(self, name: str) -> bytes:
        """A signed file of the open practice, in clear. ``read_failed``, ``file_damaged`` as UserError."""
        return content(self.signed_path(name))

    def setting(self, name: str, otherwise: str) -> str:
        """How this user signs: a setting of the signing page."""
        return self._shelves.settings.text(name, otherwise)

    def keep_setting(self, name: str, value: str) -> None:
        """Kept for the next time, where something can be kept."""
        if not self.folder_read_only and self.setting(name, "") != value:
            self._shelves.small.keep({name: value})

    # ---- with what -----------------------------------------------------------------------------------------------

    def has_identity(self) -> bool:
        return self._shelves.settings.identity_path.exists()

    def make_identity(self, name: str, passphrase: str) -> None:
        """The local seal's key, made once. ``identity_exists`` and those of writing as UserError."""
        self._need_writing()
        p12 = paperwork.new_identity(name, passphrase, self._clock())
        self._shelves.settings.write_identity(p12)

    def card_drivers(self) -> tuple[Driver, ...]:
        """The card drivers found in the usual places; the one used last first."""
        from reports.signing.drivers import Driver, usual

        found = usual(self._texts.parent / "tables" / "card_drivers.toml")
        last = self.setting(CARD_DRIVER, "")
        if not last or not Path(last).is_file():
            return found
        known = next((one for one in found if str(one.path) == last), Driver(Path(last).name, Path(last)))
        return (known, *(one for one in found if one is not known))

    def card_certificates(self, driver: Path) -> list[CardCertificate]:
        """What is on the cards. Slow. UserErrors as :func:`reports.signing.card.certificates` has them."""
        from reports.signing.card import certificates

        found = certificates(driver)
        if not self.folder_read_only and self.setting(CARD_DRIVER, "") != str(driver):
            self._shelves.small.keep({CARD_DRIVER: str(driver)})
        return found

    @contextmanager
    def means(self, way: Way) -> Iterator[Means]:
        """Opened with the passphrase or PIN, once, for as long as the block lasts."""
        from reports.signing import card, means

        now = self._clock()
        match way:
            case SealWay(passphrase):
                p12 = self._shelves.settings.read_identity()
                if p12 is None:
                    raise UserError("identity_missing")
                opened = means.seal(p12, passphrase, now)
            case FileWay(file, passphrase):
                opened = means.file(content(file), passphrase, now)
            case CardWay(driver, certificate, pin):
                opened = card.card(driver, certificate, pin, now)
        with opened as ready:
            yield ready

    # ---- signing -------------------------------------------------------------------------------------------------

    def sign(
        self,
        passphrase: str,
        field: str,
        to: Path | None = None,
        edition: Edition | str = THIRD_PARTIES,
        tools: Collection[str] | None = None,
    ) -> SignedFile:
        """Seal the practice as it stands with this computer's seal; as :meth:`sign_with` otherwise."""
        return self.sign_with(SealWay(passphrase), Wish(field, edition, tools), to)

    def sign_with(self, way: Way, wish: Wish, to: Path | None = None) -> SignedFile:
        """Sign: file verified and in place first, then the ledger, then the copy. Slow.

        ``passphrase_wrong``, ``identity_missing``, ``not_saved``, ``target_taken``, those of the means and of writing
        as UserError, ``practice_switched``, ``practice_edited`` if it is not what was in sight (``wish``): nothing is
        sealed. ``seal_not_recorded``: the file is there and the revision waits here to be saved; ``seal_not_copied``:
        all is done but the copy.
        """
        self._need_change()
        with self.means(way) as means:
            return self.sign_by(means, wish, to)

    def sign_by(self, means: Means, wish: Wish, to: Path | None = None) -> SignedFile:
        """The same with a means that is open already: many practices, one PIN."""
        self._need_change()
        if not self.drain():
            raise self.save.problem or UserError("not_saved")
        with self._at_paper, room_at(to) if to is not None else nullcontext():
            dossier, now = self._as_seen(wish.seen, anew=not wish.revision), self._clock()
            if wish.revision:
                return self._countersigned(dossier, means, wish, to, now)
            return self._signed_anew(dossier, means, wish, to, now)

    def _signed_anew(self, dossier: Dossier, means: Means, wish: Wish, to: Path | None, now: datetime) -> SignedFile:
        number = paperwork.next_revision(dossier.ledger, self._shelves.signed_names(dossier.practice.id))
        sheet = self._sheet(dossier, number, wish.edition, wish.tools)
        done = paperwork.signed(sheet.pdf, means, wish, self.paper_words, now)
        path = self._put(dossier, number, done.pdf)
        signature = replace(done.signature, file_name=path.name)
        revision = frozen(dossier, sheet, number, "sealed", now)
        revision = self._record(replace(revision, signatures=(signature,)), "sealed", path)
        return self._copied(SignedFile(path, revision, done.verification, sheet.problems), to)

    def _countersigned(self, dossier: Dossier, means: Means, wish: Wish, to: Path | None, now: datetime) -> SignedFile:
        before = self.countersignable(dossier, wish.revision)
        pdf = self.signed_content(before.signatures[-1].file_name)
        done = paperwork.signed(pdf, means, wish, self.paper_words, now, _signatures_in(pdf))
        path = self._put(dossier, wish.revision, done.pdf)
        signature = replace(done.signature, file_name=path.name)
        revision = replace(before, at=now.isoformat(timespec="seconds"), signatures=(*before.signatures, signature))
        revision = self._record(revision, "countersigned", path)
        return self._copied(SignedFile(path, revision, done.verification), to)

    def countersignable(self, dossier: Dossier, number: int) -> Revision:
        """The revision of that number if its newest file can bear one more signature of ours. ``cannot_add`` as
        UserError."""
        found = next((r for r in dossier.ledger.latest_revisions if r.number == number), None)
        if found is None or not can_bear_more(found):
            raise UserError("cannot_add", n=number)
        return found

    def open_to_more(self) -> Revision | None:
        """The newest sealed revision if the practice is still what it was then, and a box in it is free: whoever signs
        now most likely signs that one too."""
        if self.dossier is None:
            return None
        newest = self.dossier.ledger.last_sealed
        if newest is None or not can_bear_more(newest):
            return None
        latest = self.dossier.ledger.latest_revisions[-1]
        same = newest.practice_sha256 == fingerprint(self.dossier.practice)
        return newest if same and latest.number == newest.number else None

    # ---- recording -----------------------------------------------------------------------------------------------

    def _put(self, dossier: Dossier, number: int, data: bytes, more: str = "") -> Path:
        practice = dossier.practice
        name = paperwork.file_name(practice, number, self.paper_words, discreet=self.protection.on)
        return self._shelves.put_signed(practice.id, name + more, data)

    def _copied(self, done: SignedFile, to: Path | None) -> SignedFile:
        if to is None:
            return done
        try:
            export(to, content(done.path))
        except UserError as problem:
            n = done.revision.number
            raise UserError("seal_not_copied", n=n, path=done.path, name=to.name, problem=problem) from problem
        return replace(done, path=to)

    def _record(self, revision: Revision, act: str, path: Path) -> Revision:
        """The newer state of a revision into the ledger, and down. ``seal_not_recorded`` or
        ``revision_not_recorded`` as UserError."""
        with self._lock:
            # Answers given while the paper was made belong to the next revision: the practice stays as it is now.
            assert self.dossier is not None
            ledger = self.dossier.ledger.sealed(revision, self._entry(act, path.name))
            self.dossier = Dossier(self.dossier.practice, ledger)
            self._history.stop_here()
            assert self._saving is not None
            self._saving.schedule(self.dossier)
        self._post(lambda: self._tell("changed"))
        if not self.drain():
            problem = self.save.problem or UserError("disk_slow")
            key = "seal_not_recorded" if act in ("sealed", "countersigned") else "revision_not_recorded"
            raise UserError(key, n=revision.number, path=path, problem=problem)
        return revision


def _signatures_in(pdf: bytes) -> int:
    from reports.signing.verify import verify

    return len(verify(pdf).signatures)
