"""The living report: a Word document that a person edited is updated in place."""
