"""Invent a whole cluster for demonstration and load tests (cụm thi đua minh họa).

Everything here is made up from a seed, and the same seed always makes the same cluster. What
the units answer is invented from what their workbooks publish (``publish_layout``), so a new
column, award or movement needs no code here: ``invent`` gives it a value of its kind.
"""
