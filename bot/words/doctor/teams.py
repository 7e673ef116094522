"""What `evenhand doctor` says about Microsoft Teams."""

from datetime import date

from bot.words.doctor import Said
from bot.words.times import count, in_full

LOCAL = Said(
    "is open for the Agents Playground: nobody is checked who reaches this computer",
    "unset TEAMS_LOCAL and set MICROSOFT_APP_ID before anybody works with it",
)
FINE = Said("Microsoft gives the bot its token")
NO_SERVER = Said(
    "nobody has written to the bot yet, so the channel can't be looked at",
    "add Evenhand to the managers' team, or set TEAMS_SERVICE_URL, such as https://smba.trafficmanager.net/uk/",
)

_MAKE_ANOTHER = (
    "make a new one in Azure (App registrations, Certificates & secrets), put its value into MICROSOFT_APP_PASSWORD and "
    "its day into MICROSOFT_APP_PASSWORD_EXPIRES, then start `evenhand serve` again; the old one goes on until its day"
)
DAY_UNKNOWN = Said(
    "nobody told when the client secret runs out, and from that day on Teams hears nothing",
    "Azure shows the day (App registrations, Certificates & secrets, Expires): put it into MICROSOFT_APP_PASSWORD_EXPIRES",
)


def secret_fine(until: date, days: int) -> Said:
    """Until when it counts."""
    return Said(f"counts until {in_full(until)}, {count(days, 'day')} from now")


def secret_soon(until: date, days: int) -> Said:
    """It is time to make a new one."""
    when = f"in {count(days, 'day')}" if days else "today"
    return Said(f"runs out on {in_full(until)}, {when}", _MAKE_ANOTHER)


def secret_past(until: date) -> Said:
    """By its day it has run out."""
    return Said(f"ran out on {in_full(until)}", _MAKE_ANOTHER)


def refused(trouble: str) -> Said:
    """Microsoft gives no token; `trouble` is one machine word."""
    return Said(
        f"Microsoft gives the bot no token ({trouble})",
        "check MICROSOFT_APP_ID, MICROSOFT_APP_TENANT_ID and whether the client secret in MICROSOFT_APP_PASSWORD has "
        "run out: make a new one in Azure (App registrations, Certificates & secrets)",
    )


def unreached(trouble: str) -> Said:
    """Microsoft does not answer."""
    return Said(
        f"Microsoft does not answer ({trouble})",
        "check this computer's network; if Teams itself is down, messages wait and nothing is lost",
    )


def channel_fine(channel: str, members: int) -> Said:
    """The bot is in the managers' channel."""
    who = "1 person reads" if members == 1 else f"{members} people read"
    return Said(f"{channel}: the bot is in it, and {who} it")


def channel_refused(channel: str, trouble: str) -> Said:
    """The bot can't write in the managers' channel."""
    return Said(
        f"{channel}: the bot can't write there ({trouble})",
        "check the id in EVENHAND_MANAGERS_CHANNEL, and add the Evenhand app to that team",
    )
