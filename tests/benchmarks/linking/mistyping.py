"""What goes wrong when a name is typed or heard: one slip at a time, made here and known to no matcher."""

from collections.abc import Callable
from random import Random

BESIDE = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
"""The letters beside each on a keyboard."""

HEARD = [
    ("ph", "f"), ("ck", "k"), ("ie", "y"), ("ee", "ea"), ("ll", "l"), ("tt", "t"), ("nn", "n"), ("ss", "s"),
    ("c", "k"), ("k", "c"), ("s", "z"), ("y", "i"), ("i", "y"), ("ey", "y"), ("ai", "ay"), ("ou", "ow"),
    ("mp", "m"), ("th", "t"), ("wh", "w"), ("v", "f"), ("or", "aw"), ("er", "a"), ("l", "ll"), ("n", "nn"),
]  # fmt: skip
"""Written as heard: what stands for what."""

SHORTEST = 3


def slip(word: str, chance: Random) -> str:
    """Return the word with one slip; its capital stays."""
    if len(word) < SHORTEST:
        return word
    return chance.choice(SLIPS)(word.lower(), chance).capitalize()


def _left_out(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _twice(word: str, chance: Random) -> str:
    at = chance.randrange(len(word))
    return word[: at + 1] + word[at:]


def _turned(word: str, chance: Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _beside(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + chance.choice(BESIDE.get(word[at], word[at])) + word[at + 1 :]


def _heard(word: str, chance: Random) -> str:
    fits = [(said, written) for said, written in HEARD if said in word]
    said, written = chance.choice(fits or [("", "")])
    return word.replace(said, written, 1)


SLIPS: tuple[Callable[[str, Random], str], ...] = (_left_out, _twice, _turned, _beside, _heard, _heard)
"""As heard twice: most names are taken down on the telephone."""
