"""Slack: listens to one workspace and speaks in it."""
