"""After the rehearsal the first officer is served like every later one."""

import subprocess
import sys
from pathlib import Path

PROCESS = """
import gc, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.channels.message import Incoming, IncomingKind
from bot.conversation import Engine
from bot.knowledge import build_shelves
from bot.rehearsal import rehearse
from bot.store import Writer

now = datetime(2026, 12, 1, tzinfo=UTC)
shelves = build_shelves()
engine = Engine(shelves.knowledge, shelves.later_law)
rehearse(engine, now)
loaded, frozen = set(sys.modules), gc.get_freeze_count()
with Writer(Path(sys.argv[1]), now) as writer:
    for number, text in enumerate(sys.argv[2:]):
        said = Incoming("telegram", "1", str(number), "1", "1", IncomingKind.TEXT, text)
        assert writer.call(lambda tx: engine.handle(said, tx, now))
    people = writer.call(lambda tx: tx.one("SELECT count(*) AS n FROM conversation_state"))["n"]
print(sorted(set(sys.modules) - loaded), frozen > 100_000, people)
"""


def test_after_the_rehearsal_no_turn_loads_anything_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    said = ("Hạn nộp báo cáo quý là khi nào?", "A Hùng nghỉ rồi nha, Lan thay", "/han", "khoản 2 Điều 4")
    done = subprocess.run(
        [sys.executable, "-c", PROCESS, str(tmp_path / "daumoi.db"), *said],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
        timeout=60,
        check=False,
    )
    assert done.stdout == "[] True 1\n", done.stderr
