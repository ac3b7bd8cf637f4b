"""The window. It shows what the desk says and passes on what is wished; it never decides."""

from app.ui.singletons import keep_singletons_alive

keep_singletons_alive()  # before the first call into Qt, whoever makes it
