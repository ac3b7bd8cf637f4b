"""Data of the program (law, words, icons): no code is ever put here."""
