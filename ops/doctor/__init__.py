"""`python -m ops doctor`: tell what a stage is ready for, and what to do about the rest."""
