"""The demo page in a real browser, against a real deployment of stage local."""
