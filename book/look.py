"""Opens the book in a headless Chromium and looks at every page.

usage: look.py HTML [--shots FOLDER]

Every link leads somewhere, every picture is loaded and keeps its size, on a desk and on a
phone, nothing is wider than either, the console stays silent, and the search finds
`select`. What is wrong is printed, a line each, and the exit code is 1. With --shots four
pages are photographed, light and dark, wide and narrow.
"""

import argparse
import functools
import http.server
import pathlib
import shutil
import sys
import threading
import urllib.parse

from playwright.sync_api import sync_playwright

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# mdBook's own: all pages in one to be printed, the frame of the contents, an error page.
OTHERS = {"print.html", "toc.html", "404.html"}
SHOTS = {
    "course": "index.html",
    "week": "week7/goroutines/index.html",
    "lesson": "week7/goroutines/waitgroups/index.html",
    "exercise": "week7/goroutines/goroutine_practice/exercises/safe_counter/index.html",
}

PAGE = """() => ({
    ids: [...document.querySelectorAll('[id]')].map(e => e.id),
    links: [...document.querySelectorAll('main a[href], nav a[href]')].map(a => a.href),
    pictures: new Set([...document.querySelectorAll('main img')].map(i => i.src)).size,
    missing: [...document.querySelectorAll('img')]
        .filter(i => !i.complete || i.naturalWidth === 0).map(i => i.src),
    small: [...document.querySelectorAll('main .checkbox-label > img')]
        .filter(i => i.width < i.naturalWidth).map(i => i.src),
    width: document.documentElement.scrollWidth,
    wide: [...document.querySelectorAll('main *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1
            && !e.closest('pre, .table-wrapper, .checkbox-label'))
        .map(e => e.tagName + ': ' + e.textContent.trim().slice(0, 40)),
})"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(folder):
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def look_at_pages(browser, base, folder):
    """What is wrong, and how much was looked at."""
    wrong, ids, links, pictures = [], {}, [], 0
    tab = browser.new_page(viewport=PHONE)
    tab.on("console", lambda it: it.type == "error" and wrong.append(f"console: {it.text}"))
    tab.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    pages = sorted(folder.rglob("*.html"))
    pages = [page.relative_to(folder).as_posix() for page in pages]
    pages = [page for page in pages if page not in OTHERS]
    for page in pages:
        tab.goto(base + page, wait_until="load")
        for size in (DESK, PHONE):
            tab.set_viewport_size(size)
            seen = tab.evaluate(PAGE)
            wide = size["width"]
            small = seen["small"]
            wrong += [f"{page}: too small to read at {wide}: {each}" for each in small]
            if seen["width"] > wide:
                wrong.append(f"{page}: {seen['width']} pixels at {wide}: {seen['wide'][:3]}")
        ids[page] = set(seen["ids"])
        links += [(page, link) for link in seen["links"] if link.startswith(base)]
        pictures += seen["pictures"]
        wrong += [f"{page}: no picture {picture}" for picture in seen["missing"]]
    for page, link in links:
        path, _, anchor = link[len(base):].partition("#")
        path = urllib.parse.unquote(path.partition("?")[0]) or "index.html"
        path = path + "index.html" if path.endswith("/") else path
        if not (folder / path).is_file():
            wrong.append(f"{page}: nothing at {path}")
        elif anchor and path in ids and urllib.parse.unquote(anchor) not in ids[path]:
            wrong.append(f"{page}: no place {path}#{anchor}")
    tab.close()
    return wrong, len(pages), len(links), pictures


def search(browser, base, word):
    """What the search finds."""
    tab = browser.new_page(viewport=DESK)
    tab.goto(f"{base}index.html?search={word}")
    results = tab.locator("#mdbook-searchresults li a, #searchresults li a")
    results.first.wait_for(timeout=60_000)
    found = results.all_inner_texts()
    tab.close()
    return found


def shoot(browser, base, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        for name, size in (("wide", DESK), ("narrow", PHONE)):
            tab = browser.new_page(viewport=size, color_scheme=scheme)
            for title, page in SHOTS.items():
                tab.goto(base + page, wait_until="load")
                if title == "lesson":
                    tab.locator("main img").first.scroll_into_view_if_needed()
                tab.screenshot(path=folder / f"{title}-{scheme}-{name}.png")
            tab.close()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("html", type=pathlib.Path)
    arguments.add_argument("--shots", type=pathlib.Path)
    arguments = arguments.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("look.py: there is no chromium (Debian: apt-get install chromium)")
    base = serve(arguments.html)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        wrong, pages, links, pictures = look_at_pages(browser, base, arguments.html)
        found = search(browser, base, "select")
        if not any("select" in text for text in found):
            wrong.append(f"the search for `select` finds {found}")
        if arguments.shots:
            shoot(browser, base, arguments.shots)
        browser.close()
    print(f"{pages} pages, {links} links, {pictures} pictures, {len(found)} found")
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


main()
