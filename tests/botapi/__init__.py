"""A strict Bot API server on loopback: it refuses what Telegram refuses, and fails where a test tells it to.

It runs as a process of its own (`python -m botapi RECORD`), so that killing the bot never touches its record.
Every rule names the section of https://core.telegram.org/bots/api that it follows; errors are worded as the
public server words them.
"""
