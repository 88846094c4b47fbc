"""No deployment may lose the directory: see `rules`. A first one begins a contract: see `first`."""
