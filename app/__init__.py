"""Vaglio: which call-centre software watches whom, and what art. 4 L. 300/1970 asks for it."""

__version__ = "0.1.0"
