"""What the installer reads: mistakes, after the name of what is wrong, and the app as Slack shows it."""

from collections.abc import Iterable

PEOPLE = "must be e-mail addresses or Slack user groups such as slack:S0123ABCD, with commas between"
ADDRESSES = "must be e-mail addresses with commas between"
PHONE = "must be empty or a telephone number such as 07700 900100"
CHANNELS = "must look like slack:C0123ABCD or teams:19:…, with commas between"
ZONE = "must be a zone such as Europe/London"
WEEK = "must be days such as mon-fri or mon,tue,thu"
HOLIDAYS = "must be a country, or country and nation, such as GB-ENG"
PUBLIC_PAGE = "must be empty or begin with https://"
PUBLIC_URL = "must be empty, or the address of this server for Slack, such as https://evenhand.example.org"
HOST = "must be an address of this computer such as 127.0.0.1, or 0.0.0.0 for all of them"

XOXB = "must be the Bot User OAuth Token, which begins with xoxb-: copy it from OAuth & Permissions of your Slack app"
XAPP = (
    "must be an app-level token, which begins with xapp-: make one with connections:write under Basic Information "
    "of your Slack app"
)
WATCHING = (
    "must be at least 20 characters without blanks, made by chance: `openssl rand -hex 24` makes such a one"
)
SIGNING = "must be the Signing Secret alone, without blanks: copy it from Basic Information of your Slack app"
API_URL = "must be an address such as https://slack.com/api/"
CANT_LISTEN = (
    "can't listen to Slack by itself: set SLACK_APP_TOKEN (Socket Mode, no public address) or "
    "SLACK_SIGNING_SECRET (Slack calls your public address)"
)
CANT_SPEAK = "is missing: set it too, or empty SLACK_SIGNING_SECRET and SLACK_APP_TOKEN if Slack is not used"
SAFE_URL = "must be empty or an address that begins with https:// (http:// only on this computer)"
SWITCH = "must be 1, or empty"
LOG = "must be json or text; empty: text for a terminal, JSON elsewhere"
APP_TYPE = "must be SingleTenant or UserAssignedMSI: Microsoft takes no new bots for several tenants"
MICROSOFT_ID = (
    "must be an id such as 00000000-0000-0000-0000-000000000000: copy it from the app's overview in Azure"
)
CLIENT_KEY = (
    "must be the client secret's value alone, without blanks: Azure shows it only once, when it is made"
)
EXPIRES = "must be empty or the day that Azure shows beside the secret, written 2027-11-30"
BACKUPS = "must be empty, or elsewhere where something else than `evenhand backup` makes them"
NO_ZONES = "can't be looked up: this computer has no data about time zones; run `pip install tzdata`"
NO_APP_ID = "is missing: set it too, or empty the other MICROSOFT_ settings if Teams is not used"
NO_TENANT = "is missing: only people of this tenant may use the bot"
NO_CLIENT_KEY = (
    "is missing: set the client secret, or MICROSOFT_APP_TYPE to UserAssignedMSI for a managed identity"
)
LOCAL_WITH_APP = "must be off where MICROSOFT_APP_ID is set: it lets anybody in who reaches this computer"
LOCAL_ONLY = "works only with HOST set to 127.0.0.1: it lets anybody in who reaches this computer"

APP_NAME = "Evenhand"
APP = "Log communications in seconds, see who is already on it, and deal fairly with persistent contact."
APP_IN_SHORT = "Log communications in seconds, see who is on it, be fair to those who persist."
APP_AT_LENGTH = (
    "Evenhand is for the staff of one small public advice service. Log what a customer sent or said in seconds, see at "
    "once which colleagues deal with the same issue, and settle who replies. Managers are walked fairly and in order "
    "through what the service's policy asks for. It only ever informs: people decide. What is logged stays on the "
    "service's own server."
)
SHORTCUT = ("Log a communication", "Log what a customer sent or said, in seconds.")
MESSAGE_SHORTCUT = ("Log this message", "Log a communication; this message becomes its details.")


def usage_hint(commands: Iterable[str]) -> str:
    """What can be typed after the slash command."""
    return f"what it is about, or: {', '.join(commands)}"


def unreadable(file: str, kind: str) -> str:
    """A file can't be read."""
    return f"{file}: can't be read ({kind})"


def mistake(file: str, line: int, key: str, what: str) -> str:
    """A mistake in the policy file."""
    return f"{file}, line {line}: {key}: {what}"


def no_threshold(names: list[str]) -> str:
    """A file of thresholds that sets none."""
    return f"must set one or more of {', '.join(names)}"


def nothing_of_matching() -> str:
    """A file for matching that sets nothing."""
    return "must have [thresholds] or [says]"


def unknown_topics(names: list[str]) -> str:
    """Topics that matching does not know, where a service names words for them."""
    return f"says: {', '.join(names)} is no topic of bot/matching/lexicon.toml"


def sure_below_likely(sure: float, likely: float) -> str:
    """Thresholds in the wrong order, the packaged ones counted where the file is silent."""
    return f"sure ({sure}) must be at least likely ({likely}), below which nothing is even asked"


def shorter_than_usual(months: int) -> str:
    """The longest time until a review is shorter than the usual one."""
    return f"must be at least review_months, which is {months}"


def must_stay(steps: list[str], may_go: frozenset[str]) -> str:
    """Steps that a policy file leaves out and must not."""
    return f"{', '.join(steps)} can't be left out; only {', '.join(sorted(may_go))} can"
