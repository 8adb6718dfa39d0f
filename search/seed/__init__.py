"""Shipped lists, readable and editable as plain TSV: one entry a line, "#" starts a comment."""
