"""Opening what returned files come in: zip archives and e-mails; nothing here writes."""
