"""What the doctor says about whether the service runs, and whether Slack and Microsoft reach it."""

from datetime import date

from bot.words.doctor import Said
from bot.words.times import count, in_full

READY = Said("`evenhand serve` runs and is ready")
_OUTSIDE = (
    "from inside that can be normal; try from outside, on a telephone without Wi-Fi: {url} has to show an error at once, "
    "and no warning about security"
)
_RENEW = (
    "renew it at the web server in front (Caddy does it by itself: see its log; with certbot: certbot renew)"
)
NO_ADDRESS = Said(
    "EVENHAND_PUBLIC_URL is not set, so nobody can say whether Slack or Microsoft reach this server",
    "set it to the address that stands in the app's settings, such as https://evenhand.example.org",
)
_CERTIFICATES = {
    "expired": Said("has run out", _RENEW),
    "another name": Said(
        "is for another name", "get a certificate for the name in EVENHAND_PUBLIC_URL, or mend that setting"
    ),
    "self-signed": Said(
        "is one that nobody vouches for",
        "Slack and Microsoft accept only certificates that browsers accept: get one (Let's Encrypt is free)",
    ),
    "incomplete": Said(
        "comes without those that vouch for it",
        "let the web server send the whole chain (fullchain.pem, not cert.pem), then run this again",
    ),
}
"""What is wrong with a certificate, by the word for it."""


def not_running(url: str) -> Said:
    """Nothing answers there."""
    return Said(
        f"nothing answers at {url}",
        "start `evenhand serve`; if it runs on another computer or in another container, ask there",
    )


def not_ready(url: str) -> Said:
    """It runs, and can't serve people."""
    return Said(
        f"`evenhand serve` runs at {url} and is not ready",
        "mend what this says about the database and its tables; if that is fine, stop `evenhand serve` and start it again",
    )


def hangs(url: str) -> Said:
    """It took the question and says nothing."""
    return Said(f"what runs at {url} does not answer", "stop `evenhand serve` and start it again")


def another_program(url: str, status: int | None = None) -> Said:
    """Something that is not Evenhand answers on our port; without a status it speaks no HTTP."""
    answers = f"another program answers at {url}"
    return Said(
        answers if status is None else f"{answers} (HTTP {status})",
        "end it, or set PORT to another number and let the web server in front pass on to that",
    )


def reached(url: str) -> Said:
    """A request that anybody can send came through to us, and we sent it away."""
    return Said(f"{url} leads to Evenhand")


def unreached(url: str, trouble: str) -> Said:
    """No answer from inside, which proves nothing."""
    return Said(f"{url} can't be reached from this computer ({trouble})", _OUTSIDE.format(url=url))


def unknown_name(url: str) -> Said:
    """This computer finds no such name."""
    return Said(
        f"this computer finds no address for {url}",
        "check the spelling of EVENHAND_PUBLIC_URL and the DNS entry of that name; "
        + _OUTSIDE.format(url=url),
    )


def no_certificate(url: str) -> Said:
    """The line about the certificate says what is wrong."""
    return Said(f"{url} could not be asked because of its certificate", "mend the certificate first")


def elsewhere(url: str, status: int) -> Said:
    """A redirect, which neither Slack nor Microsoft follows."""
    return Said(
        f"{url} leads on to another address (HTTP {status}), where neither Slack nor Microsoft follow",
        "put the final address into EVENHAND_PUBLIC_URL and into the app's settings",
    )


def nobody_behind(url: str, status: int) -> Said:
    """The proxy gets no answer from us."""
    return Said(
        f"{url}: the web server in front gets no answer from Evenhand (HTTP {status})",
        "start `evenhand serve`, and see that the web server passes on to HOST and PORT of the settings",
    )


def locked(url: str, status: int) -> Said:
    """Somebody in front asks for a password, or refuses."""
    return Said(
        f"{url}: something in front of Evenhand lets nobody through (HTTP {status})",
        "let POST through to /slack/events and /api/messages without a password: Evenhand checks who asks by itself",
    )


def not_passed_on(url: str) -> Said:
    """The proxy knows no such path."""
    return Said(
        f"{url} is not passed on to Evenhand (HTTP 404)",
        "pass POST of this path on, as deploy/Caddyfile and deploy/nginx.conf do",
    )


def door_shut(url: str) -> Said:
    """Evenhand answers, and was started without this platform."""
    return Said(
        f"{url} leads to an Evenhand that was started without this platform",
        "start `evenhand serve` again with these settings",
    )


def somebody_else(url: str, status: int) -> Said:
    """An answer that is none of ours."""
    return Said(
        f"{url} is answered by something that is not Evenhand (HTTP {status})",
        "see where that name leads, and what the web server there passes on",
    )


def certificate(until: date, days: int) -> Said:
    """Until when it holds."""
    return Said(f"holds until {in_full(until)}, {count(days, 'day')} from now")


def certificate_soon(until: date, days: int) -> Said:
    """It was not renewed in time."""
    return Said(f"runs out on {in_full(until)}, in {count(days, 'day')}, and was not renewed yet", _RENEW)


def certificate_wrong(trouble: str) -> Said:
    """Neither Slack nor Microsoft would speak with us; `trouble` is one of our words, or the library's."""
    wrong = _CERTIFICATES.get(trouble, Said(f"is not accepted ({trouble})", _RENEW))
    return Said(f"{wrong.found}: neither Slack nor Microsoft get through", wrong.todo)
