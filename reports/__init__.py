"""The paper: content as a value, its printing, its signature. It never changes a practice."""
