"""`python -m ops outputs`: one generated settings file for each kind of frontend.

`stack_outputs` reads the ids from `outputs/<stage>.json` and `live_outputs` from CloudFormation,
`pool_facts` describes the deployed pool, `formats` turns both into text, and `command` writes it.
"""
