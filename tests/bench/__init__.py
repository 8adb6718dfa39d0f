"""What a page costs, measured in one process against a bare Django view."""
