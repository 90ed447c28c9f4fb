"""Writing workbooks that people fill: forms, ``campaign.xlsx``, feedback."""
