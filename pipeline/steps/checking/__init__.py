"""Rules and comparisons: findings on return, formulas in the form."""
