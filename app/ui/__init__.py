"""The window. It shows what the desk says and passes on what is wished; it never decides."""
