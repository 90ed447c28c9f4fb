"""One module a command of the tool; the only place where steps meet files."""
