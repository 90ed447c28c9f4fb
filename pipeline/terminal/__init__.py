"""What the terminal shows: tables, progress, and Vietnamese help."""
