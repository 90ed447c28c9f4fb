"""The charts of a report's body, composed of figures; drawing them is the business of files."""
