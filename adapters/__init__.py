"""The ways in: each listens to one platform and speaks on it."""
