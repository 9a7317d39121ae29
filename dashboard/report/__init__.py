"""The weekly report."""

from dashboard.report.render import FORMATS, render, write_report

__all__ = ["FORMATS", "render", "write_report"]
