"""Files, named by what is in them: stored once, never changed, sent in ranges."""

from turin.storage.folder import Stored, path, store, store_all

__all__ = ["Stored", "path", "store", "store_all"]
