"""The weekly report."""

from dashboard.report.render import FORMATS, check_formats, report_view, write_report, write_view

__all__ = ["FORMATS", "check_formats", "report_view", "write_report", "write_view"]
