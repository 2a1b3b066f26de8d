"""Reads what officers and the desk write about due days: which report, which units, which day. Pure."""
