"""Why the system refused, as an error of our own: its sentences come in the language of nobody in particular.

It never passes on the system's text; what it has no sentence for is named by its number.
"""

from __future__ import annotations

import errno

from app.domain.errors import UserError

_SENTENCES = {
    "EACCES": "not_permitted",
    "EPERM": "not_permitted",
    "ENOENT": "not_there",
    "ENOTDIR": "not_a_folder",
    "EISDIR": "a_folder",
    "EEXIST": "there_already",
    "ENOSPC": "no_room",
    "EDQUOT": "no_room",
    "EFBIG": "no_room",
    "EROFS": "read_only_disk",
    "EIO": "disk_fault",
    "ENXIO": "disk_fault",
    "ENODEV": "disk_fault",
    "EBUSY": "in_use",
    "ETXTBSY": "in_use",
    "EAGAIN": "in_use",
    "ENAMETOOLONG": "name_too_long",
    "ELOOP": "turns_in_circles",
    "EMFILE": "too_many_open",
    "ENFILE": "too_many_open",
    "ESTALE": "out_of_reach",
    "ETIMEDOUT": "out_of_reach",
    "ENOTCONN": "out_of_reach",
    "EHOSTDOWN": "out_of_reach",
    "EHOSTUNREACH": "out_of_reach",
    "ENETUNREACH": "out_of_reach",
}


def cause(problem: OSError) -> UserError:
    """``reason.…``, to stand as the ``reason`` of another error."""
    name = errno.errorcode.get(problem.errno or 0, "")
    if name in _SENTENCES:
        return UserError(f"reason.{_SENTENCES[name]}")
    return UserError("reason.unnamed", number=problem.errno or type(problem).__name__)
