"""One record of the source to a typed draft, without a database: each field has a place or is a finding."""
