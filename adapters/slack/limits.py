"""What Slack takes at most, in one place: everything drawn here stays within it."""

from collections.abc import Mapping

LIMITS: Mapping[str, int] = {
    # Surfaces: docs.slack.dev/reference/block-kit/blocks, /reference/views, /reference/methods/views.open
    "message_blocks": 50,
    "view_blocks": 100,
    "form_blocks": 96,  # ours: leaves room to say above a form that comes back why it does
    "message_bytes": 12_000,  # undocumented: chat.postMessage says msg_blocks_too_long (slackapi/bolt-js 2509)
    "view_bytes": 200_000,  # view_too_large above 250 kB; a form's options and ids need some of it
    "fallback": 3000,  # 4000 is advised, 40,000 cut; escaping lengthens it
    "view_title": 24,
    "view_button": 24,  # submit and close
    # Single blocks, see docs.slack.dev/reference/block-kit/blocks
    "header": 150,
    "paragraph": 3000,  # a text object; rich text has no number of its own
    "items": 50,  # ours: lines of one list
    "fields": 10,
    "field": 2000,
    "row": 5,  # ours: 25 buttons are allowed side by side, 5 can be read
    "label": 2000,
    "hint": 2000,
    # Elements and their objects: docs.slack.dev/reference/block-kit/block-elements, /composition-objects
    "button_label": 75,
    "button_value": 2000,
    "options": 100,  # of one menu, and of one group
    "groups": 100,
    "overflow": 5,
    "checkboxes": 10,
    "option_label": 75,
    "option_hint": 75,
    "option_value": 150,
    "confirm_title": 100,
    "confirm_text": 300,
    "confirm_button": 30,
    "input": 3000,
    "url": 3000,
    "alt": 1000,  # of a file: docs.slack.dev/reference/methods/files.getUploadURLExternal
}
