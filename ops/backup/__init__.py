"""Backup of a stage's directory: `python -m ops backup export`, `import` and `verify`.

`command` reads the verb. A backup is one encrypted file: `header` is what can be read of it without
the passphrase, `sealing` the key and the frames, `writing` and `reading` the file. `exporting`
fills it with the steps of `directory.export`; `summary` reads it through, for what it says and
before anything is restored; `restoring` brings one user back, and `importing` all.
"""
