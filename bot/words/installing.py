"""What the installer reads about a wrong setting or policy file: it follows the name of what is wrong."""

NO_GROUPS = "must be e-mail addresses: Slack user groups can't be named in this version"
ADDRESSES = "must be e-mail addresses with commas between"
CHANNELS = "must look like slack:C0123ABCD or teams:19:…, with commas between"
ZONE = "must be a zone such as Europe/London"
WEEK = "must be days such as mon-fri or mon,tue,thu"
HOLIDAYS = "must be a country, or country and nation, such as GB-ENG"
PUBLIC_PAGE = "must be empty or begin with https://"


def unreadable(file: str, kind: str) -> str:
    """A file can't be read."""
    return f"{file}: can't be read ({kind})"


def mistake(file: str, line: int, key: str, what: str) -> str:
    """A mistake in the policy file."""
    return f"{file}, line {line}: {key}: {what}"
