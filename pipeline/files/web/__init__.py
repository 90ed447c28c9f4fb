"""Pages that are read in a browser: one file each, offline."""
