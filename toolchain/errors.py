"""What can go wrong while something is installed."""


class InstallError(Exception):
    """Something could not be installed; the text is one sentence with the remedy."""
