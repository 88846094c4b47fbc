"""Writes a user pool's directory into a bucket, night by night.

A night is a folder: `directory/<date>/`, with parts of JSON lines, a `checkpoint.json` while it is
being written, and a `manifest.json`, which is written last: a night without one is not whole.
`keeping` knows the bucket, `night` fills it with the steps of `directory.export` from the
checkpoint on, and `handler` is what Lambda calls.
"""
