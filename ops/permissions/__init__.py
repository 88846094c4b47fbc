"""`python -m ops permissions`: the least that a deployment of a stage has to be allowed."""
