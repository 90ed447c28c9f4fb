"""What goes back to a unit: the message, the corrections, the differences."""
