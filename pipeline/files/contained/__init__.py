"""Run functions in worker processes that may die, hang or take all memory without harm."""
