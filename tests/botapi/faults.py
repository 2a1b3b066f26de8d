"""What goes wrong on purpose: scripted or seeded, for one method or chat or for all."""

import random
from dataclasses import dataclass, field
from typing import Any

KINDS = ("retry_after", "forbidden", "status", "gateway", "cut_before", "cut_after", "cut_half", "delay")


@dataclass
class Fault:
    """One thing that goes wrong `times` times (-1: for ever), each time with `chance`.

    `cut_before` closes the connection unread, `cut_after` once the message was accepted (a lost reply),
    `cut_half` in the middle of the reply; `status` answers with an error of that code in JSON, `gateway` with
    a page that is no JSON; `delay` waits `seconds` and then answers.
    """

    kind: str
    method: str = ""
    chat: str = ""
    times: int = 1
    chance: float = 1.0
    seconds: float = 1.0
    code: int = 500
    containing: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind} is none of {', '.join(KINDS)}")


@dataclass
class Faults:
    """The faults still to come, tried in order; the first that fits strikes."""

    rules: list[Fault] = field(default_factory=list)
    dice: random.Random = field(default_factory=lambda: random.Random(0))

    def strike(self, method: str, parameters: dict[str, Any]) -> Fault | None:
        for rule in self.rules:
            if rule.times == 0 or (rule.method and rule.method.lower() != method):
                continue
            if rule.chat and rule.chat != str(parameters.get("chat_id", "")):
                continue
            if rule.containing and rule.containing not in str(parameters.get("text", "")):
                continue
            if self.dice.random() < rule.chance:
                rule.times -= 1
                return rule
        return None
