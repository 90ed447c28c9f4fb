"""A returned workbook to a typed submission with its findings."""
