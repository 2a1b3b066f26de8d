"""Who the focal officers are: agencies, people, designations, links to chats, rights, and every change to them.

Functions take the store's transaction first, never commit, and are told the moment or the day.
"""
