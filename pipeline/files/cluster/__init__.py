"""Run functions on the computers of a Dask cluster (cụm máy tính), each call contained there."""
