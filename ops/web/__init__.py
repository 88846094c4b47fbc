"""`python -m ops web`: the demo page of `web/` on this machine, against the local cloud.

`bundle` builds it when its sources changed, `server` serves it as a production host should,
`command` puts both together with the local cloud and its generated settings.
"""
