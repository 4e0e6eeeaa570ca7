"""Which browser on which system a request came from, roughly: enough to know one's own again."""

# In this order, since each names those below it too, to be let in where they are.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def named(agent: str) -> str:
    """Return what a ``User-Agent`` header says, like ``Firefox, Android``; "" if nothing known.

    Neither a version nor a model is kept, and no network address.
    """
    found = (_first(_BROWSERS, agent), _first(_SYSTEMS, agent))
    return ", ".join(name for name in found if name)


def _first(names: dict[str, str], agent: str) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
