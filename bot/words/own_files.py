"""What is wrong in a file of the service's own, said plainly to whoever wrote it."""

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Any

_NOT_TEXT = "can't be read: it is not UTF-8 text; save it again as plain text, UTF-8"
TWICE = "is set twice; keep one of the two"
HEADING_TWICE = "this heading stands twice; put everything under one"
_NOT_TOML = "can't be read ({}). Each setting stands on a line of its own, name = value; texts between straight quotation marks"
PLAIN = "must be plain words on one line: no markup such as * _ < > [ ] { }, no emoji"
SEEN = "holds a character that can't be seen: type it again"
BLANK = "must say something; take the line out for the usual words"
SAME_LABEL = "reads like {}; staff could not tell them apart"
NO_NAME = "must say something"
KEY = "is no key: up to 60 letters, digits, - and _, beginning with a letter or digit"
BOTH = "name and page belong together: set both, or neither"

_PLAINLY: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: "is missing",
    "int_type": lambda _: "must be a whole number, without quotation marks",
    "string_type": lambda _: "must be text between quotation marks",
    "bool_type": lambda _: "must be true or false, without quotation marks",
    "list_type": lambda _: 'must be a list such as ["one", "two"]',
    "dict_type": lambda _: "must be a heading in square brackets, with its settings below",
    "model_type": lambda _: "must be a heading in square brackets, with its settings below",
    "greater_than_equal": lambda given: f"must be {given['ge']} or more",
    "less_than_equal": lambda given: f"must be {given['le']} or less",
    "string_too_short": lambda given: f"must have {given['min_length']} characters or more",
    "string_too_long": lambda given: f"has more than {given['max_length']} characters",
    "too_short": lambda given: f"must have {given['min_length']} or more",
    "too_long": lambda given: f"must have {given['max_length']} at most: nobody reads through more",
}
"""By pydantic's kind of mistake."""


def plainly(kind: str, given: Mapping[str, Any], said: str) -> str:
    """A mistake in plain words; `said` is what pydantic says, for kinds that have none here."""
    return _PLAINLY[kind](given) if kind in _PLAINLY else said.removeprefix("Value error, ")


def not_text(file: str) -> str:
    """A file in another encoding."""
    return f"{file}: {_NOT_TEXT}"


def not_toml(file: str, line: int, problem: str) -> str:
    """A file that can't be read from a line on; `problem` is what the reader of TOML says."""
    return f"{file}, line {line}: {_NOT_TOML.format(problem)}"


def unknown_key(key: str, known: Collection[str]) -> str:
    """Nothing here is called so; perhaps it is a slip."""
    near = get_close_matches(key, known, n=1, cutoff=0.6)
    return f"is not known here; did you mean {near[0]}?" if near else "is not known here"


def no_placeholder(name: str, known: Collection[str]) -> str:
    """Braces around what nothing is put in for."""
    listed = ", ".join(f"{{{each}}}" for each in sorted(known))
    return f"{{{name}}} is no placeholder of this sentence; {f'it has {listed}' if known else 'it has none'}"


def stray_brace() -> str:
    """A brace that belongs to no placeholder."""
    return "has a brace that is part of no placeholder such as {review_day}"


def must_say(names: Collection[str]) -> str:
    """Facts that protect the customer, and that the sentence has to give."""
    return f"must still say {', '.join(f'{{{each}}}' for each in sorted(names))}: the customer needs it"


def too_long(length: int, limit: int) -> str:
    """More than the shortest platform shows, or than anybody reads."""
    return f"has {length} characters; {limit} fit"


def label_of_a_person(word: str) -> str:
    """A word that says what kind of person somebody is."""
    return f"says “{word}”: a letter says what was done, never what kind of person somebody is"
