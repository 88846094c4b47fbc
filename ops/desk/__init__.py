"""The desk at which a stage's users are worked on, by Cognito's Admin API.

`pool` is a stage's user pool, whose requests keep below Cognito's quotas; `account` one user of it;
`audit` the line that is written of each change; `desk` where somebody is asked and it is made.
"""
