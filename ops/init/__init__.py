"""`python -m ops init`: make this project one's own, before its first deployment.

`answers` says what is asked and reads what is answered, `stages_file` writes it as `stages.py`, and
`command` asks, writes, and lets the project judge the result.
"""
