"""Telephone numbers, addresses, references and a child's name as they were typed, made comparable."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberType

from bot.matching.likeness import whole
from bot.matching.names import read_name
from bot.matching.tables import names
from bot.matching.texts import LONGEST, fold

REGION = "GB"
FEWEST_DIGITS = 6
FEWEST_NATIONAL = 9
MOST_CHILDREN = 4
NAME_PARTS = 2

_BETWEEN_NUMBERS = re.compile(r"[,;/|]|\bor\b|\band\b|\n", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[\d(][\d\s().\-]*")
_ADDRESS = re.compile(r"[\w.+%'&\-]+@[\w\-]+(?:\.[\w\-]+)*")
_YEAR = re.compile(r"\b(?:yr|year|y|aged?|age)\s*\d+\b|\d+|[\"\u201c\u201d]", re.IGNORECASE)
_SEVERAL = re.compile(r"\s+and\s+|[&+/;]", re.IGNORECASE)
_DOTLESS = frozenset({"gmail.com", "googlemail.com"})


@dataclass(frozen=True)
class Phone:
    """`national` is digits with the leading 0, or 00 and the country's code; `mobile` as far as we can tell."""

    national: str
    mobile: bool


@dataclass(frozen=True)
class Child:
    """The child's first name, and letters or words of the surname that were typed beside it."""

    first: str
    rest: tuple[str, ...] = ()


def read_phones(typed: str | None) -> tuple[Phone, ...]:
    """Return every telephone number in what was typed; fewer than six digits are none."""
    if not typed:
        return ()
    runs = (_NUMBER.search(part) for part in _BETWEEN_NUMBERS.split(fold(typed[:LONGEST])))
    found = (_phone(run.group()) for run in runs if run)
    return tuple(dict.fromkeys(phone for phone in found if phone))


def _phone(digits: str) -> Phone | None:
    plain = "".join(char for char in digits if char in "0123456789")
    if len(plain) < FEWEST_DIGITS:
        return None
    try:
        number = phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException:
        return Phone(plain, mobile=False)
    national = str(number.national_number)
    if number.country_code != phonenumbers.country_code_for_region(REGION):
        kind = phonenumbers.number_type(number)
        return Phone(f"00{number.country_code}{national}", mobile=kind == PhoneNumberType.MOBILE)
    if len(national) < FEWEST_NATIONAL:
        return Phone(plain, mobile=False)
    return Phone(f"0{national}", mobile=national.startswith("7"))


def same_phone(a: Phone, b: Phone) -> bool:
    """Whether two numbers are one; a number without its area code fits the one with it."""
    short, long = sorted((a.national, b.national), key=len)
    return long == short or (not short.startswith("0") and long.endswith(short))


def read_email(typed: str | None) -> str | None:
    """Return the address in lower case, without `+tag` (and Gmail's dots), or nothing."""
    found = _ADDRESS.search(fold(typed[:LONGEST])) if typed else None
    if not found:
        return None
    local, _, domain = found.group().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def name_in(email: str) -> str:
    """Return the name that an address is made of, `sarah.trent`; empty where it is not plainly one."""
    parts = [part for part in re.split(r"[._\-]", email.partition("@")[0]) if part]
    plain = len(parts) == NAME_PARTS and all(part.isalpha() for part in parts) and len(parts[-1]) > 1
    return " ".join(parts) if plain else ""


def read_case(typed: str | None) -> str | None:
    """Return a case reference as lower-case letters and digits only, or nothing."""
    kept = "".join(char for char in fold(typed[:LONGEST]) if char.isalnum()) if typed else ""
    return kept if any(char.isdigit() for char in kept) else None


def read_children(typed: str | None) -> tuple[Child, ...]:
    """Return the children named: `Tobi O`, `Alfie, yr 4`, `Theo (grandson)`, `Ava and Max`."""
    if not typed:
        return ()
    parts = _SEVERAL.split(_YEAR.sub(" ", typed[:LONGEST]))[:MOST_CHILDREN]
    return tuple(child for part in parts if (child := _child(part)))


def _child(typed: str) -> Child | None:
    before, _, after = typed.partition(",")
    readings = read_name(before if before.strip() else after).readings
    if not readings:
        return None
    first = readings[0]
    if not first.given:
        return Child(first.surname[0], ()) if first.surname else None
    return Child(first.given[0], first.middle + first.surname)


def usual_title(given: tuple[str, ...]) -> str:
    """Return `he`, `she` or nothing: which title mostly goes with a first name."""
    known = {names().usually.get(word, "") for word in whole(given[:1])}
    return known.pop() if len(known) == 1 else ""
