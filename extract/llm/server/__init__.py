"""Serve a small model on loopback, out of packages alone."""
