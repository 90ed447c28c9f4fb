"""thidua: the year-end emulation report of a cluster, from blank forms to the signed document."""

__version__ = "0.1.0"
