"""The sign-up gate: decides at every send which phone number may receive an SMS."""
