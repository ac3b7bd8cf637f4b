"""The law and the practice as frozen values, and pure functions over them. No files, no clock, no Qt."""
