"""What `evenhand doctor` says about Microsoft Teams."""

from bot.words.doctor import Said

LOCAL = Said(
    "is open for the Agents Playground: nobody is checked who reaches this computer",
    "unset TEAMS_LOCAL and set MICROSOFT_APP_ID before anybody works with it",
)
FINE = Said("Microsoft gives the bot its token")
NO_SERVER = Said(
    "nobody has written to the bot yet, so the channel can't be looked at",
    "add Evenhand to the managers' team, or set TEAMS_SERVICE_URL, such as https://smba.trafficmanager.net/uk/",
)


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
