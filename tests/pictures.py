"""``python -m tests.pictures ADDRESS``: take README's pictures of a running demonstration."""

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parents[1] / ".ci" / "pictures"
CHROMIUM = "/usr/bin/chromium-headless-shell"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FIRST_ACTIVITY = "main a[href^='/ar/courses/']"


def take(page: Page, name: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file)
    Image.open(file).quantize(256).save(file, optimize=True)  # a third of the size, the same look
    print(f"{file}: {page.title()}")


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 960})
        page.goto(f"{address}/en/courses")
        take(page, "courses-en")
        page.goto(f"{address}/ar/courses")
        page.click(FIRST_ACTIVITY)
        take(page, "activity-ar")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
