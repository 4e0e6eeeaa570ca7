"""gunicorn takes no notice of a setting that it does not know."""

from types import ModuleType

from gunicorn.config import Config

from turin import serving


def test_gunicorn_knows_every_setting_of_ours():
    ours = {
        name
        for name, value in vars(serving).items()
        if name.islower() and name[0] != "_" and not isinstance(value, ModuleType)
    }
    assert {"worker_class", "threads", "preload_app", "pre_fork"} <= ours
    assert ours <= Config().settings.keys()
