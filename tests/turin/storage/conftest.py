"""The stores that a site may have."""

import os
from datetime import timedelta

import pytest

from tests import s3
from turin import clock
from turin.storage.folder import Folder


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "files")


@pytest.fixture
def bucket(tmp_path):
    with s3.bucket(tmp_path) as bucket:
        yield bucket


@pytest.fixture(params=["folder", "bucket"])
def store(request):
    """One of them."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def use(app, monkeypatch):
    """Have the site use these stores, new files going to the first."""
    return lambda *stores: monkeypatch.setitem(app.extensions, "stores", stores)


@pytest.fixture
def site_of(app, store, use):
    """The site with one store, which the test is given too."""
    use(store)
    return store


@pytest.fixture
def aged(store):
    """Make a file of the store older, as far as the store lets us."""

    def age(sha256: str, days: float) -> None:
        path = store.path(sha256)
        then = (clock.now() - timedelta(days=days)).timestamp()
        os.utime(path, (then, then))

    return age
