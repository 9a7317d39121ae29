"""The record: what was claimed, by whom, and how the claims relate."""
