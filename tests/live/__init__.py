"""Flows by real clients against a real deployment on this machine."""
