"""What every answer says to the browser about what it may do."""

from flask import Flask, Response, g, request, session

from turin.language import reader

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'; trusted-types worker"
)
PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
    " microphone=(), payment=(), usb=()"
)
TWO_YEARS = 63_072_000
A_WHILE = 300  # seconds
SIGNED_IN = "_user_id"  # in the session: Flask-Login's
FORM = "csrf_token"  # in ``g`` once a form of the page has its token: Flask-WTF's


def init_app(app: Flask, *, https: bool) -> None:
    """Set the headers on every response that does not set its own."""
    fixed = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS_POLICY,
    }
    if https:
        fixed["Strict-Transport-Security"] = f"max-age={TWO_YEARS}; includeSubDomains"

    @app.after_request
    def _set(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        if "language" not in (request.url_rule.arguments if request.url_rule else ()):
            response.vary.add("Accept-Language")
        return response


def cache_publicly(response: Response) -> Response:
    """Let a public page be kept: by anybody for a while, or on her own device alone.

    By nobody if it may show something of hers: who is signed in, a form's token, a message that is
    said once. If all that this browser holds is what no public page shows, as a draft, or only says
    which languages she reads, the page shows what anybody may see; her own device may keep it for
    when there is no network (``static/sw.js``), and no cache on the way may.
    """
    if session.modified or SIGNED_IN in session or FORM in g:
        return response
    if session or reader.chosen():
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["Keep-On-Device"] = "1"
    else:
        response.headers["Cache-Control"] = f"public, max-age={A_WHILE}"
        g.for_anybody = True  # we may keep it for a moment ourselves: see `kept`
    response.vary.add("Cookie")
    return response
