"""How Nextcloud, ownCloud and Dropbox call the second version of a file: what they add to its name.

Nextcloud: «practice (conflicted copy 2026-02-03 101500).json»; Dropbox names whose copy it is, each in the language of
the computer that made it.
"""

from __future__ import annotations

import re

CLOUD = re.compile(r" \(.*(?:conflicted copy|copia in conflitto|conflict).*\)(?=\.json$)", re.IGNORECASE)
"""Taken away, it leaves the name that the file had."""
