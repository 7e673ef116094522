"""A form folded into its own buttons: so it can come back with what was typed, whatever was forgotten meanwhile."""

import base64
import binascii
import json
import zlib
from typing import Any

from adapters.payload import Payload
from adapters.teams.limits import LIMITS


def folded(drawn: Payload) -> str:
    """The form without what stands in it; empty where it is too large to travel."""
    whole = json.dumps(drawn, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    text = base64.b64encode(zlib.compress(whole, 9)).decode()
    return text if len(text) <= LIMITS["form_bytes"] and len(whole) <= LIMITS["unfolded_bytes"] else ""


def unfolded(text: object) -> Payload | None:
    """The form that was folded; None for anything else, such as what somebody made up."""
    if not isinstance(text, str) or len(text) > LIMITS["form_bytes"]:
        return None
    try:
        opener = zlib.decompressobj()
        whole = opener.decompress(base64.b64decode(text, validate=True), LIMITS["unfolded_bytes"])
        found: Any = json.loads(whole)
    except (ValueError, zlib.error, binascii.Error, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("body"), list) else None
