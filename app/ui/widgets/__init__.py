"""One file per widget; a widget knows no practice and no desk."""
