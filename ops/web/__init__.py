"""`python -m ops web`: the demo page of `web/` on this machine, against the local cloud.

`bundle` builds it when its sources changed, `policy` knows what a host has to send, `server` sends
it,
`command` puts both together with the local cloud and its generated settings.
"""
