"""Reads a policy file; a mistake is named by its line and key."""

from importlib.resources import files
from pathlib import Path

from bot import ownfile
from bot.ownfile import FileMistake as PolicyMistake
from bot.policy.model import Policy

__all__ = ["EXAMPLES", "PolicyMistake", "example", "load", "packaged"]

EXAMPLES = ("hampshire", "thornbeck")
"""The policies that come with Evenhand: Hampshire SENDIASS, which is in use unless a service has its own, and a
council's housing advice, which is made up."""


def packaged(name: str = EXAMPLES[0]) -> Policy:
    """A policy that comes with Evenhand."""
    return ownfile.parse(Policy, example(name), f"{name}.toml")


def example(name: str) -> str:
    """The file of a policy that comes with Evenhand, to be copied and changed."""
    return files("bot.policy").joinpath(f"{name}.toml").read_text("utf-8")


def load(path: Path) -> Policy:
    """The policy in this file; raises PolicyMistake."""
    return ownfile.load(Policy, path)
