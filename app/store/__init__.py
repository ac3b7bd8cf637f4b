"""The memory: practices on disk, whole or not at all. The only room that knows TinyDB."""
