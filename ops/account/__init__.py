"""`python -m ops account`: API Gateway's logging role, once an account and region."""
