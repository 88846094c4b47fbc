"""`python -m ops local`: the whole system on one machine, by MiniStack and the real CDK CLI."""
