"""Dossier ↔ plain dict and its canonical bytes; used by store and reports alike. Never touches a file.

The format's history:

* schema 1: the first. ``{"practice": {...}, "ledger": {...}}``, every field of ``domain.practice`` and
  ``domain.ledger`` spelled out under its own name; answers under their fact's id as ``{"value", "at", "by", "note"}``.
* schema 2: ``ledger.actions``, the list of what was set out to be done. A file of schema 1 has none.
* schema 3: ``ledger.evidence``, the files kept as evidence, and the chained journal: ``late`` and ``sha256`` in each
  entry, ``ledger.head``; ``journal_head`` and ``evidence`` in each revision. The entries of an older file are chained
  as they stand and marked ``late``; its revisions have an empty ``journal_head``, for none was printed.
* schema 4: in the ledger, ``kind`` and ``issuer`` of a signature, ``document_id``, ``edition``, ``file_name`` and
  ``file_sha256`` of a revision, ``duty``, ``title``, ``owner``, ``due``, ``every`` and ``note`` of an action; the
  practice's schema 2. None of these is written while it is empty.

The practice alone (what a seal is taken of and what travels inside a PDF) counts its own schemas, so that a ledger
that grows never makes a sealed practice look changed:

* practice schema 1: the first.
* practice schema 2: ``declared_on`` of an answer and ``presence_declared_on`` of a function, ``address``, ``ateco`` and
  ``ccnl`` of the company; ``checked_by``, ``approved_by``, ``points``, ``opinions``, ``consultations`` and
  ``deliveries``. A practice that uses none of them is still written, word for word, in schema 1.
"""

SCHEMA = 4
"""Of the dossier, as the archive stores it."""

PRACTICE_SCHEMA = 2
"""The newest of the practice alone; its canonical bytes bear the oldest that holds all it says."""
