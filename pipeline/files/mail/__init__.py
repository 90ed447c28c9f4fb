"""Letters as files and over the wire: drafts, the mail server."""
