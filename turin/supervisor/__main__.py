"""``python -m turin.supervisor``: bring the site up, say where it is, keep it up."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from turin import config
from turin.supervisor import site
from turin.supervisor.child import GaveUp
from turin.supervisor.family import Family, say

HOME = Path(__file__).parents[2]


def main() -> int:
    """Run the site. Returns 0 if asked to stop, 1 if it cannot run, 78 if a setting is wrong."""
    try:
        run(dict(os.environ))
    except config.WrongSettings as wrong:
        say("\n".join(f"Cannot start: {problem}" for problem in wrong.problems))
        return config.EX_CONFIG
    except (GaveUp, OSError) as reason:
        say(f"Cannot run: {reason}")
        return 1
    return 0


def run(env: dict[str, str]) -> None:
    """Run the site that ``env`` describes until asked to stop. Raises GaveUp if it cannot."""
    port, settings = _port(env), config.read(env)
    folder = settings.instance
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    env["TURIN_INSTANCE"] = str(folder)  # where we were called from may be elsewhere
    os.chdir(HOME)
    children = site.site(folder, port, urlsplit(settings.public_url).netloc)
    if not env.get("REDIS_URL"):
        children.insert(0, site.broker(folder))
        env["REDIS_URL"] = f"redis+socket://{children[0].address}?virtual_host=0"
    with Family(children, env, folder) as family:
        prepare(family, settings)
        say(f"Starting {', '.join(child.name for child in children)} ...")
        family.start()
        if not family.asked:
            welcome(f"http://127.0.0.1:{port}", folder)
        family.watch()


def prepare(family: Family, settings: config.Settings) -> None:
    """Migrate the database and, at the first start, fill it with something to look at."""
    folder = settings.instance
    if not site.is_migrated(settings.database_url):
        say("Bringing the database up to date ...")
        family.first(site.migrations())
    if site.accounts(folder).exists():
        return
    say("Loading the example catalogue ...")
    family.first(site.example())
    say("Making people and activities to try it with ...")
    unfinished = folder / "accounts.new"
    unfinished.unlink(missing_ok=True)
    family.first(site.demonstration(unfinished))
    if not family.asked:
        unfinished.rename(site.accounts(folder))


def welcome(address: str, folder: Path) -> None:
    """Say where the site is, and who may sign in."""
    say(f"\nTurin is open at {address}\n")
    say(site.accounts(folder).read_text(encoding="utf-8"))
    say(f"Logs are in {folder / 'logs'}. Ctrl-C stops everything in order.")


def _port(env: dict[str, str]) -> int:
    value = env.get("PORT") or "8000"
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise GaveUp(f"PORT: give a whole number from 1 to 65535, not {value!r}")
    return int(value)


if __name__ == "__main__":
    sys.exit(main())
