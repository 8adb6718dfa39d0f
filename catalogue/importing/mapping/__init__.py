"""One record of the source to a typed draft: pure, no database. Each field has a place or becomes a finding."""
