"""Two first names that are forms of one, to be said in words."""

import pytest

from bot.matching import Forms, forms_of_one_name


@pytest.mark.parametrize(
    ("typed", "before", "found"),
    [
        ("Liz Marlowe", ["Elizabeth Marlowe"], Forms("Liz", "Elizabeth", short=True)),
        ("Mrs Elizabeth Marlowe", ["Mrs Marlowe", "Liz M"], Forms("Liz", "Elizabeth", short=True)),
        ("Mohammed Qazi", ["Muhammad Qazi"], Forms("Mohammed", "Muhammad", short=False)),
        ("Marlowe, Liz", ["Elizabeth"], Forms("Liz", "Elizabeth", short=True)),
        ("Liz Marlowe", ["Liz Marlowe", "Elizabeth Marlowe"], None),
        ("Liz Marlowe", ["Rowan Marlowe"], None),
        ("Mrs Marlowe", ["Elizabeth Marlowe"], None),
        (None, [None], None),
        ("Liz", [], None),
    ],
)
def test_forms_of_one_name(typed: str | None, before: list[str | None], found: Forms | None) -> None:
    assert forms_of_one_name(typed, before) == found
