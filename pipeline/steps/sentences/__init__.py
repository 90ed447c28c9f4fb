"""Finished Vietnamese sentences with figures inside, one module a theme of the report.

A theme's functions answer a name an outline may use (``sentence.documents``, ``list.models``) and
are listed in ``registry``. They claim nothing that the collection does not carry: what nobody
reported is said to be so, or left out. The words stand in ``input_templates/reports/phrases.toml``.
To add a sentence, write its phrases there, choose between them in a function with ``phrasing.say``,
list it, and let a scenario of the golden test say it.
"""
