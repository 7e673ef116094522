"""Reads cards and forms as a person would: their words and their buttons."""

import dataclasses

from bot.cards import Button, Buttons, Card, Form, Option


def said(shown: object) -> str:
    """Every word on a card or form, one text a line; values of buttons are not read."""
    return "\n".join(_texts(shown))


def labels(card: Card) -> list[str]:
    """The labels of its buttons, More included."""
    return [button.label for button in buttons(card)]


def buttons(shown: Card | Form) -> list[Button]:
    """Its buttons, More included."""
    parts = shown.notices if isinstance(shown, Form) else shown.parts
    beside = [shown.beside] if isinstance(shown, Form) and shown.beside else []
    rows = [part for part in parts if isinstance(part, Buttons)]
    return [*(button for row in rows for button in (*row.shown, *row.more)), *beside]


def _texts(shown: object) -> list[str]:  # noqa: PLR0911 - one arm for each kind
    match shown:
        case str():
            return [shown] if shown else []
        case Button():
            return [shown.label, *_texts(shown.confirm)]
        case Option():
            return [shown.label, *_texts(shown.hint)]
        case Form():
            read = (
                shown.title,
                shown.notices,
                shown.fields,
                shown.more,
                shown.error,
                shown.beside,
                shown.submit,
            )
            return _texts(read)
        case tuple():
            whole = [text for item in shown for text in _texts(item)]
            in_a_line = shown and all(isinstance(item, str) or hasattr(item, "text") for item in shown)
            return ["".join(whole)] if in_a_line else whole
        case _ if dataclasses.is_dataclass(shown):
            return [text for f in dataclasses.fields(shown) for text in _texts(getattr(shown, f.name))]
        case _:
            return []
