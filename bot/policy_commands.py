"""The command line's part for policy files: examples, a service's own sentences, checking a file."""

from pathlib import Path
from typing import Annotated

import typer

from bot import policy, shell
from bot.policy import PolicyMistake
from bot.words import policies as words


def add(commands: typer.Typer) -> None:
    """Add `policy` to the command line."""
    about = typer.Typer(no_args_is_help=True, help=words.ABOUT)
    commands.add_typer(about, name="policy")

    @about.command(help=words.EXAMPLE)
    def example(name: Annotated[str, typer.Argument(help=words.NAME)] = policy.EXAMPLES[0]) -> None:
        if name not in policy.EXAMPLES:
            shell.stop(words.unknown_example(policy.EXAMPLES))
        typer.echo(policy.example(name), nl=False)

    @about.command(help=words.WORDING)
    def wording() -> None:
        for said in words.wording():
            typer.echo(said)

    @about.command(help=words.CHECK)
    def check(file: Annotated[Path, typer.Argument(help=words.FILE)]) -> None:
        try:
            found = policy.load(file)
        except PolicyMistake as mistake:
            shell.stop(*mistake.mistakes)
        for said in words.fine(file.name, found):
            shell.say(said)
