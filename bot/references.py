"""References that people read and say: `C-0042`, `R-00123`, `I-0007`, `M-0009`, `M-0009/1`, `S-0003`."""

import re


def customer(number: int) -> str:
    """The reference of a customer."""
    return f"C-{number:04d}"


def report(number: int) -> str:
    """The reference of a report."""
    return f"R-{number:05d}"


def issue(number: int) -> str:
    """The reference of an issue."""
    return f"I-{number:04d}"


def case(number: int) -> str:
    """The reference of a case."""
    return f"M-{number:04d}"


def restriction(case_number: int, ordinal: int) -> str:
    """The reference of a restriction: its case's, and its place in it."""
    return f"{case(case_number)}/{ordinal}"


def safety(number: int) -> str:
    """The reference of what was raised for safety."""
    return f"S-{number:04d}"


def number(reference: str, letter: str) -> int | None:
    """The number in a reference of this kind (`C`, `R`, `I`, `M`); None where it is none."""
    found = re.fullmatch(rf"\s*{letter}-?0*([1-9]\d{{0,8}})\s*", reference, re.IGNORECASE | re.ASCII)
    return int(found[1]) if found else None


def initials(name: str) -> str:
    """The initials of a colleague, two at most: Amira Khan is AK."""
    words = [word for word in re.split(r"[\s-]+", name) if word]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [w[0] for w in words]
    return "".join(letters).upper()
