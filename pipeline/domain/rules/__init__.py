"""The rules of a form: one line of text, parsed, typed, scoped and evaluated."""
