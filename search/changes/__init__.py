"""Numbers that grow with each change of a thing that has no number of its own."""
