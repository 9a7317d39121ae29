"""Readers: text from outside becomes insights; what cannot be read is named and counted."""
