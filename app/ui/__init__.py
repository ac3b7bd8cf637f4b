"""The window. It shows what the desk says and passes on what is wished; it never decides."""

from app.ui.none_guard import keep_none_alive

keep_none_alive()  # before the first call into Qt, whoever makes it
