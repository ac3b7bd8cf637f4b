"""The acts: the only place where a wish becomes a change. Window and command line both sit here. Never imports Qt."""
