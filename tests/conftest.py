"""Fixtures and flags shared by all tests."""

from __future__ import annotations

import pytest

import corpus


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
