"""``campaign.xlsx`` and the templates to a campaign and its forms."""
