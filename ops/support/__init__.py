"""What those do who help users, by Cognito's Admin API: `python -m ops support <verb>`.

`command` reads the verb; `reading` looks, `changing` changes one account, `erasing` and `purging`
delete. All work at a desk (`ops.desk`). `elsewhere` is what a pool cannot forget.
"""
