"""What each channel can carry, by its name: for whoever writes to people without being asked."""

from bot.channels.contract import Capabilities

CAPABILITIES = {
    "telegram": Capabilities(
        max_length=4096, caption_length=1024, html=True, buttons=True, document=True, groups=True
    ),
}
# A channel that nothing is known of gets short plain text.
PLAIN = Capabilities(max_length=2000)


def capabilities_of(channel: str) -> Capabilities:
    """What the channel can carry."""
    return CAPABILITIES.get(channel, PLAIN)
