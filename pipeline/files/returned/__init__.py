"""Reading returned workbooks behind guards; nothing here writes."""
