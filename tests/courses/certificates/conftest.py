from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

import turin


@pytest.fixture
def translations():
    """Our translations, without a database: drawing needs nothing else."""
    app = Flask("drawing")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(turin.__file__).parent / "translations")
    Babel(app)
    with app.app_context():
        yield app
