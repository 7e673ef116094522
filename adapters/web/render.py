"""Cards and forms as the try-out's page draws them."""

import base64
from collections.abc import Mapping
from typing import assert_never

from adapters import lines
from adapters.payload import Payload
from bot import cards, chat
from bot.words import waiting

LIMITS: Mapping[str, int] = {
    "title": 200,  # a heading of two or three lines
    "run": 20_000,  # the longest text that the page lays out without delay
    "label": 120,  # of a button or option
    "parts": 100,
    "options": 200,
}


def reply(reply: chat.Reply) -> Payload:
    """The answer to an act: what the page itself shows at once."""
    return {"parts": [payload for part in reply.parts if (payload := _reply_part(part))]}


def _reply_part(part: chat.ReplyPart) -> Payload | None:  # noqa: PLR0911 - one arm per kind
    match part:
        case chat.Whisper(shown):
            return {"part": "whisper", "card": card(shown)}
        case chat.Replace(shown):
            return {"part": "replace", "card": card(shown)}
        case chat.Ask(asked):
            return {"part": "ask", "form": form(asked)}
        case chat.Refresh(asked):
            return {"part": "refresh", "form": form(asked)}
        case chat.Options(offered):
            return {"part": "options", "options": _options(offered)}
        case chat.File(name=name, content=content, alt=alt):
            return {"part": "file", "name": name, "alt": alt, "content_base64": _base64(content)}
        case chat.Post() | chat.Nudge():
            return None  # durable: the delivery loop brings them
    assert_never(part)


def card(shown: cards.Card) -> Payload:
    """A message."""
    return {"title": _cut(shown.title, "title"), "parts": _parts(shown.parts)}


def _parts(parts: tuple[cards.Part, ...]) -> list[Payload]:
    return [_part(part) for part in parts[: LIMITS["parts"]]]


def _part(part: cards.Part) -> Payload:  # noqa: PLR0911 - one arm per kind
    match part:
        case cards.Text(line):
            return {"type": "text", "runs": _runs(line)}
        case cards.Quiet(line):
            return {"type": "quiet", "runs": _runs(line)}
        case cards.Bullets(lines):
            return {"type": "bullets", "items": [_runs(line) for line in lines]}
        case cards.Facts(pairs):
            return {"type": "facts", "pairs": [[_cut(label, "label"), _cut(value)] for label, value in pairs]}
        case cards.Divider():
            return {"type": "divider"}
        case cards.Copyable(label, text):
            return {"type": "copyable", "label": _cut(label, "label"), "text": text}
        case cards.Image(name, png, alt):
            return {"type": "image", "name": name, "alt": alt, "png_base64": _base64(png)}
        case cards.Buttons(shown, more):
            return {"type": "buttons", "shown": [*map(_button, shown)], "more": [*map(_button, more)]}
    assert_never(part)


def _runs(line: cards.Line) -> list[Payload]:
    return [_run(run) for run in line]


def _run(run: cards.Run) -> Payload:
    match run:
        case str():
            return {"text": _cut(run)}
        case cards.Bold(text):
            return {"text": _cut(text), "bold": True}
        case cards.Link(text, url):
            return {"text": _cut(text), **({"url": url} if url.startswith(("https://", "http://")) else {})}
    assert_never(run)


def _button(button: cards.Button) -> Payload:
    return {
        "label": _cut(button.label, "label"),
        "action": button.action,
        "value": button.value,
        "style": button.style.value,
        "confirm": button.confirm,
    }


def form(asked: cards.Form) -> Payload:
    """A dialog."""
    return {
        "action": asked.action,
        "title": _cut(asked.title, "title"),
        "submit": _cut(asked.submit, "label"),
        "value": asked.value,
        "error": asked.error,
        "notices": _parts(asked.notices),
        "notices_after": asked.notices_after,
        "fields": [field(each) for each in asked.fields],
        "more": [field(each) for each in asked.more],
        "more_shown": asked.more_shown,
        "more_label": _cut(asked.more_label or waiting.MORE, "label"),
        "kept": asked.kept,
        "beside": _button(asked.beside) if asked.beside else None,
    }


def field(asked: cards.Field) -> Payload:
    """One field of a dialog."""
    common = {
        "name": asked.name,
        "label": _cut(asked.label, "label"),
        "help": asked.help,
        "required": asked.required,
        "error": asked.error,
    }
    return common | _field(asked)


def _field(asked: cards.Field) -> Payload:  # noqa: PLR0911 - one arm per kind
    match asked:
        case cards.TextField(value=value, multiline=multiline, limit=limit):
            return {"type": "text", "value": value, "multiline": multiline, "limit": limit}
        case cards.NumberField(value=value, least=least, most=most):
            return {"type": "number", "value": value, "least": least, "most": most}
        case cards.ChoiceField(value=value, options=options, watch=watch):
            return {"type": "choice", "value": value, "options": _options(options), "watch": watch}
        case cards.ChoicesField(value=values, options=options):
            return {"type": "choices", "values": list(values), "options": _options(options)}
        case cards.DateField(value=value):
            return {"type": "date", "value": value}
        case cards.DateTimeField(value=value):
            return {"type": "datetime", "value": value}
        case cards.LookupField(value=value, shown=shown, watch=watch):
            return {"type": "lookup", "value": value, "shown": shown, "watch": watch}
    assert_never(asked)


def _options(options: tuple[cards.Option, ...]) -> list[Payload]:
    return [
        {"key": each.key, "label": _cut(each.label, "label"), "hint": _cut(each.hint, "label")}
        for each in options[: LIMITS["options"]]
    ]


def _cut(text: str, limit: str = "run") -> str:
    return lines.cut(text, LIMITS[limit])


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
