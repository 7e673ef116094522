"""The one list of where personal data stands knows every table and every text."""

from sqlmodel import SQLModel

from storage import holdings, tables
from storage.holdings import ABOUT_NOBODY, HOLDINGS


def every_table() -> set[type[SQLModel]]:
    found = (each for each in vars(tables).values() if isinstance(each, type) and issubclass(each, SQLModel))
    return {each for each in found if each is not SQLModel}


def test_every_table_is_in_the_list_or_about_nobody() -> None:
    held = {holding.table for holding in HOLDINGS}
    assert held | ABOUT_NOBODY == every_table()
    assert not held & ABOUT_NOBODY


def test_every_text_of_a_table_in_the_list_is_personal_or_plain() -> None:
    for holding in HOLDINGS:
        fields = holding.table.model_fields
        texts = {name for name, field in fields.items() if field.annotation in (str, str | None)}
        assert texts == {*holding.personal, *holding.plain}, holding.name
        assert not set(holding.personal) & set(holding.plain), holding.name
        assert hasattr(holding.table, holding.column)
        assert holding.kind in holdings.Numbers.__annotations__
