"""What the catalogue lets people find beside procedures: acts, forms, papers, offices."""
