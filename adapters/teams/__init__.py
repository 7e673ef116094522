"""Microsoft Teams: listens to one tenant and speaks in it."""
