"""Dossier ↔ plain dict and its canonical bytes; used by store and reports alike. Never touches a file.

The format's history:

* schema 1: the first. ``{"practice": {...}, "ledger": {...}}``, every field of ``domain.practice`` and
  ``domain.ledger`` spelled out under its own name; answers under their fact's id as ``{"value", "at", "by", "note"}``.
"""

SCHEMA = 1
