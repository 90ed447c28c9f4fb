"""``input_templates/``: forms, lists, catalogues and rules, validated at load."""
