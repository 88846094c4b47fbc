"""The API of every project: who is calling."""
