"""The walk in any order: random people press random buttons, and what must never happen never does."""
