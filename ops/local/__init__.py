"""The whole system on one machine: MiniStack, the real CDK CLI, and a proof that it works."""
