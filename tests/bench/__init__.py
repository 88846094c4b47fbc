"""Measurements of the promised ratios; `make bench` runs them, the tests do not."""
