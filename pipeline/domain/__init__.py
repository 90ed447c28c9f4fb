"""Nouns of emulation reporting: plain frozen values, no clock, no paths, no file formats."""
