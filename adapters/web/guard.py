"""Keeps the try-out on this computer: own host, own page, small bodies, errors as sentences."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from adapters.web import words
from adapters.web.parse import BadRequest
from storage import StorageError

LARGEST_BODY = 256 * 1024

_log = logging.getLogger(__name__)

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SENTENCES = {
    HTTPStatus.NOT_FOUND: words.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: words.NOT_THIS_WAY,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: words.TOO_LARGE,
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def sentence(status: int, message: str) -> web.Response:
    """An answer that is only a sentence."""
    return web.json_response({"message": message}, status=status)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let our own page through, and answer every trouble with a sentence."""
    answer = _refusal(request) or await _answer(request, handler)
    if not answer.prepared:
        answer.headers.update(_HEADERS)
    return answer


def secure(response: web.StreamResponse) -> None:
    """Give a response that is about to stream the same headers."""
    response.headers.update(_HEADERS)


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except BadRequest as wrong:
        return sentence(400, str(wrong))
    except web.RequestPayloadError:
        return sentence(400, words.NOT_JSON)
    except StorageError as trouble:
        _log.warning("storage trouble: %s", type(trouble).__name__)
        return sentence(503, words.NOT_SAVED)
    except web.HTTPException as refused:
        return sentence(refused.status, _SENTENCES.get(HTTPStatus(refused.status), words.WENT_WRONG))
    except Exception as error:  # noqa: BLE001 - the page gets a sentence, whatever happened
        _log.error("the try-out could not answer: %s", type(error).__name__)
        return sentence(500, words.WENT_WRONG)


def _refusal(request: web.Request) -> web.Response | None:
    hosts = _our_hosts(request)
    if request.headers.get("Host", "").lower() not in hosts:
        return sentence(403, words.NOT_OUR_HOST)
    if not _from_our_page(request, hosts):
        return sentence(403, words.NOT_OUR_PAGE)
    if request.method == "POST" and request.content_type != "application/json":
        return sentence(403, words.NOT_JSON_TYPE)
    return None


def _from_our_page(request: web.Request, hosts: set[str]) -> bool:
    """Whether no other site's page sent this; reading the page itself may start from a link anywhere."""
    origin = request.headers.get("Origin")
    if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
        return False
    if not request.path.startswith("/api/"):
        return True
    return request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")


def _our_hosts(request: web.Request) -> set[str]:
    """The Host headers of this computer: anything else is another name pointed at it (DNS rebinding)."""
    address = request.transport.get_extra_info("sockname") if request.transport else None
    port = address[1] if address else 0
    names = ("127.0.0.1", "localhost", "[::1]")
    return {f"{name}:{port}" for name in names} | (set(names) if port == UNNAMED_PORT else set())


UNNAMED_PORT = 80
"""Browsers leave this port out of the Host header."""
