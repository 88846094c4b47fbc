"""`python -m ops person`: act as an end user of a deployed stage, at the terminal.

`command` has the verbs: `entrance` for who is not signed in, `account` for who is, and `aws` with
AWS credentials. They share a `visit`: the deployment, what is asked, the `session` that is kept,
and a sentence for each of Cognito's refusals (`refusals`).
"""
