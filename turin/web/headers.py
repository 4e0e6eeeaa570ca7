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


def cache_publicly(response: Response, seconds: int = 300) -> Response:
    """Let anybody keep a public page for a while, unless it was made for this browser alone.

    It was if a cookie of this browser holds anything: a sign-in, a form's token, a message that is
    said once, or which languages she reads.
    """
    if not session and not session.modified and not reader.chosen():
        response.headers["Cache-Control"] = f"public, max-age={seconds}"
        response.vary.add("Cookie")
        g.for_anybody = True  # we may keep it for a moment ourselves: see `kept`
    return response
