"""What the Makefile installs, by the standard library alone: it runs before anything is there."""
