"""Vietnamese as people write it: text, numbers, dates, order and lettering."""
