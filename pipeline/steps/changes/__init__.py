"""What changed between two runs: files, cells, figures, and the sentences that carry them."""
