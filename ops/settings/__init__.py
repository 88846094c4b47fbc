"""`python -m ops settings`: one generated settings file for each kind of frontend.

`formats` turns the outputs and the facts of a deployment into text, and `command` writes it.
"""
