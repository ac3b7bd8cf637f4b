"""A Report printed to PDF bytes; it never decides what is said."""
