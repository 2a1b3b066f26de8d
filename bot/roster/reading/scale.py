"""What every cue's handler works on: the message as a scene, and the signs that its cues add up to."""

from dataclasses import dataclass, field

from bot.roster.reading.gates import Gates
from bot.roster.reading.items import Row
from bot.roster.reading.people import Cast
from bot.roster.reading.scene import Scene
from bot.roster.reading.walk import Walk
from bot.roster.reading.weights import Signs


@dataclass(frozen=True, slots=True)
class Scale:
    """One message being weighed."""

    scene: Scene
    signs: Signs = field(default_factory=Signs)

    @property
    def row(self) -> Row:
        """Its items."""
        return self.scene.row

    @property
    def cast(self) -> Cast:
        """Its people."""
        return self.scene.cast

    @property
    def gates(self) -> Gates:
        """Which of its parts report something."""
        return self.scene.gates

    @property
    def walk(self) -> Walk:
        """Finds whom a cue governs."""
        return self.scene.walk
