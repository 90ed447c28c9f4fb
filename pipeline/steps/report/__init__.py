"""The document: narratives, sections, completeness, template fields."""
