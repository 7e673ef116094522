"""What Teams would refuse of an Adaptive Card, or quietly not show: Microsoft's schema first, then Teams' own rules."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

Payload = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"
NEWEST = (1, 5)
"""Teams draws no newer version for bots."""
PRIMARY = 6
"""Buttons that Teams shows in one row; what is more, and not put aside, it leaves out."""
PICTURE = 20_000
"""Bytes of a picture that stands in the card itself."""
MOST_OPTIONS = 15
ON_CARD = {"width", "entities"}
QUERY = {"type", "dataset", "count", "skip", "associatedInputs"}
DATE, TIME = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{2}:\d{2}")


class Wrong(AssertionError):
    """Teams would not take this, and why."""


def check(holds: object, otherwise: str) -> None:
    """Raises Wrong."""
    if not holds:
        raise Wrong(otherwise)


def assert_card(card: Any) -> None:  # noqa: ANN401 - JSON
    """Raises Wrong where Teams would refuse this card, or not show all of it."""
    check(isinstance(card, dict) and card.get("type") == "AdaptiveCard", "no Adaptive Card")
    version = str(card.get("version", ""))
    check(re.fullmatch(r"1\.[0-9]", version), f"version {version!r}")
    check(tuple(map(int, version.split("."))) <= NEWEST, f"version {version} is not drawn by Teams")
    plain = deepcopy(card)
    _take_off_what_only_teams_has(plain)
    _follow_schema(version, plain)
    _follow_teams(card)


def within(element: Any) -> Iterator[Payload]:  # noqa: ANN401 - JSON
    """Every object of the card that has a type, from the outside in; never what a button's data hold."""
    if isinstance(element, list):
        for each in element:
            yield from within(each)
    elif isinstance(element, dict):
        if "type" in element:
            yield element
        for name, value in element.items():
            if name not in {"data", "msteams", "choices.data"}:
                yield from within(value)


def inputs(card: Payload) -> list[Payload]:
    """The inputs, in order."""
    return [each for each in within(card) if str(each["type"]).startswith("Input.")]


def actions(card: Payload) -> list[Payload]:
    """The buttons, in order, wherever they stand."""
    return [each for each in within(card) if str(each["type"]).startswith("Action.")]


def texts(card: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Everything that is to be read, in order."""
    if isinstance(card, list):
        for each in card:
            yield from texts(each)
    elif isinstance(card, dict):
        for name, value in card.items():
            if name == "inlines":
                yield "".join(run if isinstance(run, str) else run["text"] for run in value)
            elif name in READ and isinstance(value, str):
                yield value
            elif name not in {"data", "msteams"}:
                yield from texts(value)


READ = {"text", "title", "value", "label", "placeholder", "altText", "errorMessage"}


def _take_off_what_only_teams_has(card: Payload) -> None:
    """Checked by hand, since the schema knows nothing of it."""
    for_teams = card.pop("msteams", {})
    check(isinstance(for_teams, dict) and set(for_teams) <= ON_CARD, f"msteams {for_teams}")
    check(for_teams.get("width", "full") == "full", f"width {for_teams}")
    for each in within(card):
        if each["type"] != "Input.ChoiceSet":
            continue
        query = each.pop("choices.data", None)
        if query is not None:
            check(set(query) <= QUERY and query.get("type") == "Data.Query", f"choices.data {query}")
            check(isinstance(query.get("dataset"), str) and query["dataset"], "no dataset")
        if each.get("style") == "filtered":
            del each["style"]


def _follow_schema(version: str, card: Payload) -> None:
    wrong = next(_validator(version).iter_errors(card), None)
    if wrong is not None:
        raise Wrong(f"{'.'.join(map(str, wrong.absolute_path))}: {wrong.message[:300]}")


def _by_type(
    validator: Draft6Validator, branches: list[Payload], instance: object, schema: Payload
) -> Iterator[ValidationError]:
    """One of several kinds of element: asks only about its own, which is quicker and says better what is wrong."""
    kind = instance.get("type") if isinstance(instance, dict) else None
    for each in branches if kind else ():
        if f"/{kind}'" in str(each):
            yield from validator.descend(instance, each)
            return
    yield from Draft6Validator.VALIDATORS["anyOf"](validator, branches, instance, schema)


@cache
def _validator(version: str) -> Draft6Validator:
    found = find_spec("adaptive_cards")
    assert found is not None
    folder = next(iter(found.submodule_search_locations or ()))
    schema = json.loads((Path(folder) / "schemas" / f"schema-{version}.json").read_text("utf-8"))
    return extend(Draft6Validator, {"anyOf": _by_type})(schema)


def _follow_teams(card: Payload) -> None:
    named = [each.get("id") for each in inputs(card)]
    check(all(named), "an input without an id")
    check(len(named) == len(set(named)), f"inputs with the same id: {named}")
    for each in within(card):
        if rule := RULES.get(each["type"]):
            rule(each)
        _row(each.get("actions") or [])


def _row(buttons: list[Payload]) -> None:
    primary = [each for each in buttons if each.get("mode", "primary") == "primary"]
    check(len(primary) <= PRIMARY, f"{len(primary)} buttons in a row")


def _execute(button: Payload) -> None:
    check(button.get("verb"), "an Action.Execute without a verb")
    _no_key(button)
    check(button.get("title") or button.get("iconUrl"), "a button without a label")


def _submit(button: Payload) -> None:
    check(button.get("title") or button.get("iconUrl"), "a button without a label")
    _no_key(button)
    data = button.get("data")
    if isinstance(data, dict) and "msteams" in data:
        kind = data["msteams"].get("type")
        check(kind in {"task/fetch", "messageBack", "imBack", "invoke", "signin"}, f"msteams.type {kind}")


def _no_key(button: Payload) -> None:
    """Microsoft's own client, the Agents Playground, fails on such a button: nothing at all happens when it is pressed."""
    check("key" not in (button.get("data") or {}), "data with `key` in them")


def _open_url(button: Payload) -> None:
    check(button["url"].startswith("https://"), f"a link to {button['url'][:60]}")


def _image(image: Payload) -> None:
    check(image.get("altText"), "a picture without a description")
    url = image["url"]
    check(url.startswith(("https://", "data:image/png;base64,")), f"a picture at {url[:60]}")
    check(url.startswith("https://") or len(url) <= PICTURE, f"a picture of {len(url)} bytes in the card")


def _input(element: Payload) -> None:
    check(element.get("label"), f"{element['id']} without a label")
    if element.get("isRequired"):
        check(element.get("errorMessage"), f"{element['id']} is required and says nothing where it is empty")


def _text_input(element: Payload) -> None:
    _input(element)
    longest = element.get("maxLength", 10**9)
    check(len(element.get("value", "")) <= longest, f"{element['id']} holds more than {longest}")


def _choices(element: Payload) -> None:
    _input(element)
    keys = [each["value"] for each in element["choices"]]
    check(len(keys) == len(set(keys)), f"{element['id']} with the same choice twice")
    check(keys or "choices.data" in element, f"{element['id']} without choices")
    chosen = element.get("value", "")
    several = chosen.split(",") if element.get("isMultiSelect") and chosen else [chosen]
    check(not chosen or set(several) <= set(keys), f"{element['id']} is set to what is not offered")
    check(not element.get("isMultiSelect") or not any("," in key for key in keys), "a comma in a key")


def _formed(shape: re.Pattern[str]) -> Callable[[Payload], None]:
    def rule(element: Payload) -> None:
        _input(element)
        value = element.get("value", "")
        check(not value or shape.fullmatch(value), f"{element['id']} is set to {value!r}")

    return rule


def _text(element: Payload) -> None:
    check(element["text"].strip(), "an empty text")


def _facts(element: Payload) -> None:
    check(element["facts"], "facts without a fact")


RULES: Mapping[str, Callable[[Payload], None]] = {
    "Action.Execute": _execute,
    "Action.Submit": _submit,
    "Action.OpenUrl": _open_url,
    "Image": _image,
    "Input.Text": _text_input,
    "Input.Number": _input,
    "Input.Toggle": _input,
    "Input.ChoiceSet": _choices,
    "Input.Date": _formed(DATE),
    "Input.Time": _formed(TIME),
    "TextBlock": _text,
    "FactSet": _facts,
}
