"""No deployment may lose the directory: see `rules`."""
