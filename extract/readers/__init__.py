"""Read inputs of all formats into insights."""

from extract.readers.inputs import STDIN, check_inputs, read_inputs, read_stream
from extract.readers.notices import Level, Notice

__all__ = ["STDIN", "Level", "Notice", "check_inputs", "read_inputs", "read_stream"]
