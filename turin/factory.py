"""Makes the application of settings: the database, languages, sign-in, guard, headers, errors."""

from typing import Any

from flask import Flask, g, request
from flask_babel import Babel
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix

from turin import guard, storage
from turin.config import Settings
from turin.countries import country_name
from turin.db import afterwards, db
from turin.db.transaction import prepare
from turin.language import formats, gettext, reader
from turin.language.known import INTERFACE, direction
from turin.people import (
    administration,
    commands,
    current,
    own_factors,
    passkey_sign_in,
    second_step,
    sign_ins,
)
from turin.people import notices as _letters  # noqa: F401 - they are declared by being imported
from turin.people import routes as people
from turin.people.deputies import routes as deputies
from turin.web import (
    blueprints,
    compression,
    error_pages,
    headers,
    kept,
    limits,
    markdown,
    offline,
    static,
)

MEGABYTE = 1024 * 1024


def make(settings: Settings) -> Flask:
    """Return the application without any capability's pages; app.py adds those."""
    app = Flask("turin", template_folder="../templates", static_folder=None)
    app.config.update(_flask_settings(settings))
    app.extensions["settings"] = settings
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, *[settings.proxies] * 3)  # type: ignore[method-assign]
    storage.init_app(app, settings)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    afterwards.init_app(app)
    kept.init_app(app)
    Babel(app, locale_selector=lambda: reader.current().locale)
    gettext.init_app(app)
    blueprints.init_app(app)
    limits.limiter.init_app(app)
    current.init_app(app)
    guard.init_app(app)
    compression.init_app(app)
    markdown.init_app(app)
    headers.init_app(app, https=settings.public_url.startswith("https:"))
    error_pages.init_app(app)
    app.register_blueprint(static.pages)
    app.register_blueprint(offline.pages)
    app.register_blueprint(offline.worker)
    app.register_blueprint(people.pages)
    app.register_blueprint(sign_ins.pages)
    app.register_blueprint(second_step.pages)
    app.register_blueprint(passkey_sign_in.pages)
    app.register_blueprint(own_factors.pages)
    app.register_blueprint(administration.pages)
    app.register_blueprint(deputies.pages)
    app.cli.add_command(commands.people)
    _templates(app, settings)
    return app


def _flask_settings(settings: Settings) -> dict[str, Any]:
    https = settings.public_url.startswith("https:")
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.former_keys),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        # What a statement was given is somebody's data: an error must not carry it into a log.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "TRUSTED_HOSTS": list(settings.hosts),
        "MAX_CONTENT_LENGTH": MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "SESSION_COOKIE_NAME": "__Host-session" if https else "session",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "BABEL_DEFAULT_LOCALE": "en_GB",
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
        "RATELIMIT_STORAGE_URI": settings.limits_url,
        "RATELIMIT_STORAGE_OPTIONS": limits.CONNECTING
        if settings.redis_url.startswith("redis")
        else {},
    }


def _templates(app: Flask, settings: Settings) -> None:
    """Give every template the few names that all of them use."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for filter_ in (
        formats.day,
        formats.partial_day,
        formats.day_range,
        formats.zone_city,
        formats.moment,
        formats.number,
        formats.money,
        formats.size,
        formats.language_name,
        formats.autonym,
        reader.said,
        direction,
        country_name,
    ):
        app.add_template_filter(filter_)
    app.add_template_global(static.static)
    app.add_template_global(blueprints.same_page)
    app.add_template_global(blueprints.this_page)
    app.add_template_global(blueprints.with_filters)
    # Macros see globals only: what they ask of the reader is here, not in the context below.
    app.add_template_global(LocalProxy(reader.current), "language")

    @app.context_processor
    def _reader() -> dict[str, Any]:
        return {
            "demo": settings.demo,
            "languages": list(INTERFACE.values()),
            "language_chain": reader.chain_of_reader(),
            "someone": current.someone(),
            "on_staff_page": request.path.startswith(("/staff", "/admin")),
        }

    @app.before_request
    def _staff_read_their_own_language() -> None:
        if request.path.startswith(("/staff", "/admin")) and (someone := current.someone()):
            g.language = INTERFACE.get(someone.language, reader.asked_for())
