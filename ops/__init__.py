"""What an operator runs. Reads what is deployed; never imports the stacks."""
