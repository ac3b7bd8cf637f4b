"""A Report printed to PDF bytes, marked for whoever reads it by ear; it never decides what is said.

How a new block gets its marks. Everything painted must lie in one, or the validators of PDF/UA refuse the whole file:

- Words: ``text.paragraph`` marks them itself, as a P or, with ``rank``, as a heading. A passage known to be in another
  language is a ``Run`` with ``lang``; what somebody typed is a ``blocks.written``.
- Rows and columns: ``grid.grid`` with the role that fits. ``TABLE`` for figures and facts (``blocks.table`` does it),
  ``NUMBERED`` and ``ITEMS`` for lists, ``GROUP`` for what belongs together, ``PLACES`` to put things side by side. What
  breaks over pages goes on in the same elements by itself.
- A Flowable that paints: what it shows inside ``with tagging.figure(canvas, alt, width, height)``, where ``alt`` says
  in words all that the picture says (a Report string, the layout knows no language); lines, grounds and icons whose
  meaning stands beside them in words inside ``with tagging.artifact(canvas)``. Neither inside the other. Items that it
  lays out itself: ``with tagging.within(canvas, "L")`` and so on, around paragraphs drawn with ``drawOn``.
- Vectors only, in opaque colours of ``style``; words in a picture with ``fonts.REGULAR`` or ``BOLD`` and through
  ``text.plain``. An image must be RGB or grey, without transparency for the part-1 edition.
- A form field: ``tagger.form(name)`` where it comes in reading order, and a ``Field`` of that name for ``finish``.

``tests/test_reports_structure.py`` shows each at work; ``judges.failures`` says what is missing.
"""
