"""A person at a user pool, by the clients that a frontend has: the proof, commands and tests.

`person` is who signs up, with `attributes` and a number of `numbers` that the deployment takes;
`accounts` is what the person does at Cognito and `api` at the API; `proof` is one person's visit.
"""
