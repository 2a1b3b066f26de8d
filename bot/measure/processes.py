"""A process that a measurement starts, waits for and ends; what it used is read from the system."""

import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self


class Process:
    """Started when made, ready when it has printed its first line, ended when its context ends."""

    def __init__(self, command: list[str], folder: Path, log: Path) -> None:
        with log.open("w", encoding="utf-8") as errors:
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and modules
                command, cwd=folder, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        assert self._process.stdout is not None  # noqa: S101  for the type: a pipe was asked for
        self._out = self._process.stdout
        self.first_line = self._out.readline()
        if not self.first_line:
            self._end()
            raise ChildProcessError(f"{' '.join(command[1:3])} ended at once: {log.read_text()[-400:]}")

    def cpu_seconds(self) -> float:
        """Processor time so far, from /proc; 0 where there is none."""
        fields = self._read("stat").rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK") if fields else 0.0

    def resident_mib(self) -> float:
        """Memory it holds now, from /proc; 0 where there is none."""
        fields = self._read("statm").split()
        return round(int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20, 1) if fields else 0.0

    def _read(self, name: str) -> str:
        path = Path(f"/proc/{self._process.pid}/{name}")
        return path.read_text(encoding="ascii", errors="replace") if path.exists() else ""

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._out.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
