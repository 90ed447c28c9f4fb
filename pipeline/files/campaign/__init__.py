"""The campaign folder: inbox, archive, ledger, last year's figures."""
