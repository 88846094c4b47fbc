"""What an operator runs. Reads what is deployed; never imports the stacks.

Arrows point one way: `<command> -> people -> deployment -> errors`. A command is a package and a
line in `__main__`; none imports another.
"""
