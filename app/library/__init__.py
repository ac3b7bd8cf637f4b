"""The law from disk: reading it, checking it, keeping its versions."""
