"""The checklist in the forms that other programs edit: comma-separated values, spreadsheet, word processor.

Made from the same :class:`reports.report.Report` as the paper, so an edition leaves out here what it leaves out there.
They are for working on and prove nothing: only the PDF is signed. Same input, same bytes.
"""
