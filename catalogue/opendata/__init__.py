"""The public records as files for programs: JSON lines, CSV, and Turtle in CPSV-AP 3.2. See docs/open-data.md."""
