"""The Cognito trigger PostConfirmation: who has confirmed joins the stage's default group."""
