"""The protected API: tells signed-in users their claims, and callers their identity."""
