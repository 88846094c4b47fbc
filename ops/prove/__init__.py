"""`python -m ops prove`: show that a deployed stage does what it promises."""
