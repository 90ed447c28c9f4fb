"""``phu-luc.xlsx``: tables with live formulas and charts."""
