"""The state of every unit, and the view of it that `status.html` shows."""
