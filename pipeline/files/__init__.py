"""Edges: the only modules that open, read or write files."""
