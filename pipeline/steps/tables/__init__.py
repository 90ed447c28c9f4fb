"""The printed tables: from a figure book to format-neutral ``Table`` and ``Appendix`` values.

One module a theme, one function a table. To add a table, write the function and list it in
``registry``; an outline then prints it with ``table.<name>``, an appendix by naming it.
"""
