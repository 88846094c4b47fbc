"""What a user pool keeps of its users, page by page and below Cognito's quotas.

Functions ship with it, and `ops` reads it where they do: it imports boto3's clients from nobody,
and nothing that the standard library has not. `pages` asks, `records` is what is kept of the
answers, `pacing` spaces the questions out.
"""
