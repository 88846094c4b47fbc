"""`python -m ops compare`: what a stage's cloud does where AWS and the embedded one differ."""
