"""Every store, fresh for each test."""

from pathlib import Path
from typing import Any

import pytest

from contract.outbox import RETENTION
from fake_state import MemoryStore
from pagebrief.adapters.dynamodb_store import DynamoDbStore
from pagebrief.adapters.sqlite_store import SqliteStore
from pagebrief.ports import Store


@pytest.fixture(params=["memory", "sqlite", "dynamodb"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture
def memory_store() -> Store:
    return MemoryStore()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Store:
    return SqliteStore(tmp_path / "state.db", RETENTION)


@pytest.fixture
def dynamodb_store(dynamodb: Any, table: str) -> Store:
    return DynamoDbStore(dynamodb, table, RETENTION)
