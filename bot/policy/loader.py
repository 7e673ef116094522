"""Reads a policy file; a mistake is named by its line and key."""

from importlib.resources import files
from pathlib import Path

from bot import ownfile
from bot.ownfile import FileMistake as PolicyMistake
from bot.policy.model import Policy

__all__ = ["PolicyMistake", "load", "packaged"]


def packaged() -> Policy:
    """The policy that comes with Evenhand: Hampshire SENDIASS."""
    text = files("bot.policy").joinpath("hampshire.toml").read_text("utf-8")
    return ownfile.parse(Policy, text, "hampshire.toml")


def load(path: Path) -> Policy:
    """The policy in this file; raises PolicyMistake."""
    return ownfile.load(Policy, path)
