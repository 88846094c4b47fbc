"""`python -m ops logs`: what a stage logs, as one log."""
