"""The commands: options → one job → print → exit code. No logic."""
