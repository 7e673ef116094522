"""The service's policy: loaded from a file, checked, and never changed while running."""

from bot.policy.loader import EXAMPLES, PolicyMistake, example, load, packaged
from bot.policy.model import Concern, Links, Policy, SharedIssue, Walk, Windows

__all__ = [
    "EXAMPLES",
    "Concern",
    "Links",
    "Policy",
    "PolicyMistake",
    "SharedIssue",
    "Walk",
    "Windows",
    "example",
    "load",
    "packaged",
]
