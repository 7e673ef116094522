"""How Microsoft's servers answer: what was planned to go wrong, and an error as they tell it."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from tests.slack.faults import Broken, Dropped, Fault, Faults, Late, Limited, Says, Silent

ERRORS = {
    "Bad Argument": (400, "The request is not valid."),
    "BotNotRegistered": (401, "No registration found for this bot."),
    "BotDisabledByAdmin": (403, "The tenant admin disabled this bot"),
    "BotNotInConversationRoster": (403, "The bot is not part of the conversation roster."),
    "ConversationBlockedByUser": (403, "User blocked the conversation with the bot."),
    "ForbiddenOperationException": (403, "Bot is not installed in user's personal scope"),
    "NotEnoughPermissions": (403, "Bot doesn't have required permissions to perform the requested action."),
    "ActivityNotFoundInConversation": (404, "Conversation not found."),
    "ConversationNotFound": (404, "Conversation not found."),
    "MemberNotFoundInConversation": (404, "The member is not part of the conversation."),
    "PreconditionFailed": (412, "Precondition failed, please try again."),
    "MessageSizeTooBig": (413, "Message size too large."),
    "Throttled": (429, "Too many requests."),
    "ServiceError": (500, "Internal server error."),
}
"""Microsoft's own table of what a bot may be answered; `Says` names one of them."""


class Refused(Exception):
    """The answer is this error."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message

    def answer(self, **headers: str) -> web.Response:
        told = {"error": {"code": self.code, "message": self.message}}
        return web.json_response(told, status=self.status, headers=headers)


def refused(code: str, message: str = "") -> Refused:
    """One of Microsoft's errors, with its own message unless another is told."""
    status, otherwise = ERRORS[code]
    return Refused(status, code, message or otherwise)


async def planned(
    faults: Faults,
    request: web.Request,
    what: str | tuple[str, ...],
    answer: Callable[[], web.Response],
    released: asyncio.Event,
) -> web.StreamResponse:
    """The answer, unless something else was planned for the next request of this kind, or of one of these kinds."""
    kinds = (what,) if isinstance(what, str) else what
    fault: Fault | None = next((found for kind in kinds if (found := faults.next(kind))), None)
    match fault:
        case Limited(seconds):
            return refused("Throttled").answer(**({"Retry-After": seconds} if seconds else {}))
        case Broken(status):
            return Refused(status, "ServiceError", "Trouble.").answer()
        case Says(error):
            return refused(error).answer()
        case Silent(acted) | Dropped(acted):
            said = _unheard(faults, answer) if acted else web.Response()
            if isinstance(fault, Silent):
                await released.wait()
            _hang_up(request)
            return said
        case Late(seconds):
            asyncio.get_running_loop().call_later(seconds, _do_late, faults, answer)
            _hang_up(request)
            return web.Response()
    return answer()


def _do_late(faults: Faults, answer: Callable[[], web.Response]) -> None:
    faults.belated.append(_unheard(faults, answer).text or "")
    faults.late += 1


def _unheard(faults: Faults, answer: Callable[[], web.Response]) -> web.Response:
    """Do it; nobody will hear of it."""
    said = answer()
    faults.unheard.append(said.text or "")
    return said


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.close()
