"""What the bot must not forget: one SQLite file, the writer before it, and one module for each kind of row.

Work is a function of a `Transaction`; `Writer.call` and `Writer.run` commit it. Functions in the modules here
take the transaction first and the moment last, and never commit themselves.
"""

from bot.store.database import Transaction
from bot.store.errors import DatabaseInUse, DatabaseTooNew, DatabaseUnfit, StoreClosed, StoreError
from bot.store.visit import visit
from bot.store.writer import Writer

__all__ = [
    "DatabaseInUse",
    "DatabaseTooNew",
    "DatabaseUnfit",
    "StoreClosed",
    "StoreError",
    "Transaction",
    "Writer",
    "visit",
]
