"""`daumoi settings`: every setting, its value and where it comes from; secrets are never printed."""

from __future__ import annotations

import sys

from bot.settings import Settings


def settings() -> None:
    """List every setting with its value.

    Example: DAUMOI_HOME=/srv/daumoi daumoi settings
    """
    found = Settings()
    for name, field in Settings.model_fields.items():
        source = "" if name in found.model_fields_set else "  (default)"
        sys.stdout.write(f"DAUMOI_{name.upper()}={getattr(found, name)}{source}\n    {field.description}\n")
