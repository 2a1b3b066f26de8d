"""Fixtures and flags shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus
from bot.store import Transaction
from bot.store.database import connect
from bot.store.migrations import migrate
from index import UnitSearch, load_hints, load_lexicon


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden", action="store_true", help="write tests/golden anew, to be reviewed as code"
    )


@pytest.fixture
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture(scope="session")
def library() -> corpus.Library:
    """The five regulations of the package."""
    return corpus.load_library()


@pytest.fixture(scope="session")
def search(library: corpus.Library) -> UnitSearch:
    """The index of the five regulations with the shipped ways of asking."""
    return UnitSearch.build(library, load_lexicon(), load_hints())


@pytest.fixture(scope="session")
def made_up() -> corpus.Library:
    """One small regulation of a province that does not exist, unlike the five in order and numbers."""
    return corpus.load_library(Path(__file__).parent / "made_up")


@pytest.fixture
def tx(tmp_path: Path) -> Iterator[Transaction]:
    """A transaction on a new database, as long as the test."""
    database = connect(tmp_path / "roster.db")
    migrate(database, tmp_path / "roster.db")
    database.conn.execute("BEGIN IMMEDIATE")
    yield Transaction(database)
    database.close()
