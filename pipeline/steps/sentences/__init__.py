"""Finished Vietnamese sentences with figures inside, one module a theme of the report.

A theme's functions answer a name an outline may use (``sentence.documents``, ``list.models``) and
are listed in ``registry``. They claim nothing that the collection does not carry: what nobody
reported is said to be so, or left out. To add a sentence, write the function with ``phrasing``
and list it.
"""
