"""Simpler ways to find who is on the same issue, to compare with. Each says how alike two reports are, 0 to 1."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from rapidfuzz import fuzz

from bot.matching.contacts import read_case, read_email, read_phones
from bot.matching.rows import Row
from bot.matching.texts import fold, words

NEAR = timedelta(days=14)
ALIKE = 90
"""Of 100: from here on two names count as one."""

Way = Callable[[Row, Row], float]


def ways(rows: Sequence[Row]) -> Mapping[str, Way]:
    """Return the simpler ways by name."""
    return {
        "the same telephone number, address or reference": contact,
        "names 90 % alike": name,
        "either, within 14 days": either,
        "TF-IDF over name and text": text(rows),
        "the customer known for certain, whatever is said": customer,
    }


def contact(a: Row, b: Row) -> float:
    """Whether telephone number, address or reference are the same."""
    return float(bool(_contacts(a) & _contacts(b)))


def name(a: Row, b: Row) -> float:
    """Whether the names are alike, whatever the order of their words."""
    one, other = (fold(row.identity.name or "") for row in (a, b))
    return float(bool(one and other) and fuzz.token_set_ratio(one, other) >= ALIKE)


def either(a: Row, b: Row) -> float:
    """Whether contact or name is the same, within a fortnight."""
    return float(abs(a.account.at - b.account.at) <= NEAR and max(contact(a, b), name(a, b)))


def customer(a: Row, b: Row) -> float:
    """Whether the labels say one customer: what the best knowledge of people alone could reach."""
    return float(a.customer_key == b.customer_key)


def text(rows: Sequence[Row]) -> Way:
    """Return the cosine of TF-IDF, weighed on these reports."""
    counted = {row.id: Counter(words(fold(_said(row)))) for row in rows}
    held = Counter(word for each in counted.values() for word in each)
    vectors = {
        key: {word: times * math.log(len(rows) / held[word]) for word, times in each.items()}
        for key, each in counted.items()
    }
    sizes = {key: math.sqrt(sum(x * x for x in vector.values())) or 1.0 for key, vector in vectors.items()}

    def alike(a: Row, b: Row) -> float:
        other = vectors[b.id]
        shared = sum(x * other.get(word, 0.0) for word, x in vectors[a.id].items())
        return shared / (sizes[a.id] * sizes[b.id])

    return alike


def _contacts(row: Row) -> set[str]:
    found = {phone.national for phone in read_phones(row.identity.phone)}
    return found | {x for x in (read_email(row.identity.email), read_case(row.identity.case_ref)) if x}


def _said(row: Row) -> str:
    return f"{row.identity.name} {row.identity.child} {row.account.issue} {row.account.details}"
