"""Running the portal: health, logs and the one command that brings a site up."""
