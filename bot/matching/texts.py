"""Text as matching reads it: without accents, case and anything that is not meant to be read."""

import re
import unicodedata

LONGEST = 300
"""Characters of a short field (name, address, number) that are looked at."""

LONGEST_KEY = 200
"""Characters of a key: letters may be many when they are folded, and PostgreSQL's index takes 2,700 bytes."""

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i",
        "\u2019": "'", "\u2018": "'", "`": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-",
    }
)  # fmt: skip
_INVISIBLE = {"Cf", "Cc", "Cs"}
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return the text in lower case, without accents and invisible characters; spaces stay."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(
        " " if char.isspace() else char
        for char in plain
        if not unicodedata.combining(char)
        and (char.isspace() or unicodedata.category(char) not in _INVISIBLE)
    )


def words(folded: str) -> list[str]:
    """Return the runs of letters and digits."""
    return _WORD.findall(folded)
