"""How many characters fit where, the same in what a form says and in what is checked."""

LINE = 150
"""A name, an issue: one line."""
SHORT = 300
"""A promise, an adjustment: a sentence or two."""
REASONS = 1000
"""Reasons and answers."""
ACCOUNT = 2000
"""What was said in a conversation."""
DETAILS = 3000
"""What the shortest of the platforms takes in one box."""
