"""Files, named by what is in them: stored once, never changed, sent in ranges."""

from turin.storage.files import init_app, on_disk, opened, path, store, store_all, store_file
from turin.storage.stores import DESK, Gone, Stored

__all__ = [
    "DESK",
    "Gone",
    "Stored",
    "init_app",
    "on_disk",
    "opened",
    "path",
    "store",
    "store_all",
    "store_file",
]
