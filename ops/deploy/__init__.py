"""`python -m ops deploy`, and what comes before it: `bootstrap` and `diff`.

It stands above the other commands and composes them: guard, account, contract and proof.
"""
