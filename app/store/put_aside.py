"""What is added to a file's name where it is put aside: by us, or as a second version by a synchronising program.

Nextcloud, ownCloud: «practice (conflicted copy 2026-02-03 101500).json»; Dropbox names whose copy it is, each in the
language of the computer that made it.
"""

from __future__ import annotations

import re

CLOUD = re.compile(r" \(.*(?:conflicted copy|copia in conflitto|conflict).*\)(?=\.json$)", re.IGNORECASE)
_ASIDE = re.compile(r"(-\d+)?\.(broken|settled)-.*$|\.sync-conflict-\d{8}-\d{6}-\w+")


def name_before(name: str) -> str:
    """The name that the file had."""
    return CLOUD.sub("", _ASIDE.sub("", name))
