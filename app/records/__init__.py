"""Dossier ↔ plain dict and its canonical bytes; used by store and reports alike. Never touches a file.

The format's history:

* schema 1: the first. ``{"practice": {...}, "ledger": {...}}``, every field of ``domain.practice`` and
  ``domain.ledger`` spelled out under its own name; answers under their fact's id as ``{"value", "at", "by", "note"}``.
* schema 2: ``ledger.actions``, the list of what was set out to be done. A file of schema 1 has none.
* schema 3: ``ledger.evidence``, the files kept as evidence, and the chained journal: ``late`` and ``sha256`` in each
  entry, ``ledger.head``; ``journal_head`` and ``evidence`` in each revision. The entries of an older file are chained
  as they stand and marked ``late``; its revisions have an empty ``journal_head``, for none was printed.

The practice alone (what a seal is taken of and what travels inside a PDF) counts its own schemas, so that a ledger
that grows never makes a sealed practice look changed:

* practice schema 1: the first.
"""

SCHEMA = 3
"""Of the dossier, as the archive stores it."""

PRACTICE_SCHEMA = 1
"""Of the practice alone, as its canonical bytes have it."""
