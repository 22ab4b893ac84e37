"""Runs what ``docs/how-to/next-nuxt-astro.md`` and ``share-buttons.md`` say: ``make frameworks``.

Its files are taken out of the document, built, started and asked, against the demo. Needs npm and
its registry, so it is no part of ``make test``.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [
    ROOT / "docs" / "how-to" / f"{name}.md" for name in ("next-nuxt-astro", "share-buttons")
]
COMPONENTS = ROOT / "wagtail_parenting" / "static" / "wagtail_parenting" / "components"
BUILD = ROOT / "build" / "frameworks"
TYPES = ["typescript@5.9.3", "openapi-typescript@7.13.0"]
LIBRARY = {"next": "lib", "nuxt": "lib", "astro": "src/lib"}
ARTICLE = "/sleep/safe-sleep/"
START_WITHIN_S = 150
QUIET = {"NEXT_TELEMETRY_DISABLED": "1", "NUXT_TELEMETRY_DISABLED": "1"}
QUIET["ASTRO_TELEMETRY_DISABLED"] = "1"

#: Run inside the demo: prints a preview's token, a hidden page's path and that of a deleted one.
PREPARE = """
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction
from wagtail_parenting.headless import preview
from wagtail_parenting.headless.routing import Frontends
from wagtail_parenting.pages.models import AdviceArticlePage
import json
user = get_user_model().objects.filter(is_superuser=True).first()
client = Client()
client.force_login(user)
request = RequestFactory().get("/")
request.user, request.session = user, client.session
draft = AdviceArticlePage.objects.get(slug="safe-sleep")
draft.title = "As it stands in the editor"
token = preview.store(draft, request, "").token
locked = PageViewRestriction.objects.first().page
last = AdviceArticlePage.objects.live().filter(locale=draft.locale).order_by("pk").last()
frontends = Frontends.load()
paths = {"locked": frontends.path(locked), "gone": frontends.path(last)}
last.delete()
print("PREPARED " + json.dumps({"token": token, **paths}))
"""


def main() -> int:
    shutil.rmtree(BUILD, ignore_errors=True)
    extract()
    types()
    environment = {"DEMO_VAR": str(BUILD / "var"), "PYTHONUNBUFFERED": "1"}
    port = free_port()
    command = [sys.executable, "-m", "example_site", "serve"]
    with running(command, ROOT, {**environment, "PORT": str(port)}, port, "/api/v3/openapi.json"):
        prepared = prepare(environment)
        for name in LIBRARY:
            wagtail = f"http://localhost:{port}"
            build(name, wagtail)
            own = free_port()
            settings = {"WAGTAIL": wagtail, "PORT": str(own), "HOST": "localhost"}
            with running(["npm", "start"], BUILD / name, settings, own, ARTICLE):
                check(name, f"http://localhost:{own}", wagtail, prepared)
        static(f"http://localhost:{port}")
    return 0


def extract() -> None:
    """The files of the document, and the Astro site once more for a static build."""
    text = "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    for name, content in re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```\n", text, re.DOTALL):
        shared = name.removeprefix("lib/")
        if shared != name:
            targets = [f"{framework}/{folder}/{shared}" for framework, folder in LIBRARY.items()]
        else:
            targets = [name]
        for target in targets:
            write(BUILD / target, content)
    [joins] = re.findall(r"<!-- joins: \S+ -->\n```ts\n(.*?)```\n", text, re.DOTALL)
    for framework in LIBRARY:
        shutil.copytree(COMPONENTS, BUILD / framework / "public" / "components")
    others = shutil.ignore_patterns("astro.config.mjs", "preview.astro")
    shutil.copytree(BUILD / "astro", BUILD / "astro-static", ignore=others, dirs_exist_ok=True)
    page = BUILD / "astro-static" / "src" / "pages" / "[...path].astro"
    write(page, page.read_text(encoding="utf-8").replace("---\n", f"---\n{joins}\n", 1))


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def types() -> None:
    run([sys.executable, "-m", "example_site.openapi", str(BUILD / "openapi.json")], ROOT)
    tools = BUILD / "types"
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-save"]
    run([*install, "--prefix", str(tools), *TYPES], ROOT)
    made = BUILD / "openapi.d.ts"
    tool = tools / "node_modules" / ".bin" / "openapi-typescript"
    options = ["--default-non-nullable=false", "--output", str(made)]
    run([str(tool), str(BUILD / "openapi.json"), *options], ROOT)
    for folder in [*(f"{name}/{place}" for name, place in LIBRARY.items()), "astro-static/src/lib"]:
        shutil.copy(made, BUILD / folder / "openapi.d.ts")
    # Next checks types itself; the shared files are checked once for all.
    tsc = tools / "node_modules" / ".bin" / "tsc"
    strict = ["--strict", "--noEmit", "--target", "es2022", "--module", "es2022"]
    write(BUILD / "astro" / "src" / "lib" / "node.d.ts", "declare const process: {env: any};\n")
    files = [str(BUILD / "astro" / "src" / "lib" / name) for name in ("article.ts", "node.d.ts")]
    run([str(tsc), *strict, "--moduleResolution", "bundler", *files], ROOT)


def prepare(environment: dict[str, str]) -> dict[str, str]:
    command = [sys.executable, "-m", "example_site", "shell", "-c", PREPARE]
    output = run(command, ROOT, environment)
    prepared: dict[str, str] = json.loads(output.split("PREPARED ")[1])
    return prepared


def build(name: str, wagtail: str) -> None:
    started = time.monotonic()
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]
    run(install, BUILD / name)
    run(["npm", "run", "build"], BUILD / name, {"WAGTAIL": wagtail})
    print(f"{name}: built in {time.monotonic() - started:.0f} s", flush=True)


def static(wagtail: str) -> None:
    build("astro-static", wagtail)
    made = (BUILD / "astro-static" / "dist" / ARTICLE.strip("/") / "index.html").read_text()
    assert "<h1>Safer sleep for babies" in made
    assert (BUILD / "astro-static" / "dist" / "index.html").exists()
    print("astro-static: pages are files")


def check(name: str, frontend: str, wagtail: str, prepared: dict[str, str]) -> None:
    resolved = json.loads(get(f"{wagtail}/api/v3/parenting/resolve/?path={ARTICLE}")[1])
    page = resolved["page"]
    status, shown, _headers = get(frontend + ARTICLE)
    assert status == 200, (name, status)
    assert f"<h1>{page['title']}</h1>" in shown, name
    assert f"<title>{page['head']['title']}</title>" in shown, name
    assert re.search(f"<link[^>]*{re.escape(page['head']['canonical'])}", shown), name
    [facts] = re.findall(
        r'<script[^>]*"application/ld\+json"[^>]*>(.*?)</script>', shown, re.DOTALL
    )
    assert json.loads(facts) == json.loads(page["structured_data"]), name
    check_share(name, frontend, shown, page)
    for asked in (ARTICLE.rstrip("/"), ARTICLE.upper()):
        status, _shown, headers = get(frontend + asked)
        assert status in (301, 308), (name, asked, status)
        assert headers["Location"].removeprefix(frontend) == ARTICLE, (name, headers["Location"])
    expected = {"/nowhere/": 404, prepared["locked"]: 403, prepared["gone"]: 410}
    for path, wanted in expected.items():
        assert get(frontend + path)[0] == wanted, (name, path, get(frontend + path)[0])
    status, shown, headers = get(f"{frontend}/preview/?token={prepared['token']}")
    assert "<h1>As it stands in the editor</h1>" in shown, name
    assert wagtail in headers["Content-Security-Policy"], name
    assert "no-store" in headers["Cache-Control"], name
    assert "The preview has ended" in get(f"{frontend}/preview/?token=altered")[1], name
    print(f"{name}: page, head, structured data, redirects, 403, 404, 410 and preview are right")


def check_share(name: str, frontend: str, page_html: str, page: dict[str, Any]) -> None:
    """Links for readers without scripts, all that the component needs, and the component."""
    [tag, inside] = re.findall(
        r"<parenting-share([^>]*)>(.*?)</parenting-share>", page_html, re.DOTALL
    )[0]
    attributes = {key: html.unescape(value) for key, value in re.findall(r'(\w+)="([^"]*)"', tag)}
    assert json.loads(attributes["share"]) == page["share"], name
    assert attributes["page"] == str(page["id"]), name
    links = {html.unescape(link) for link in re.findall(r'href="([^"]*)"', inside)}
    assert links == {link["href"] for link in page["share"]["targets"] if link["href"]}, name
    assert re.search(r'<script[^>]*src="/components/share.js"', page_html), name
    for file in ("share.js", "base.js"):
        status, script, headers = get(f"{frontend}/components/{file}")
        assert (status, "javascript" in headers["Content-Type"]) == (200, True), (name, file)
        assert script == (COMPONENTS / file).read_text(encoding="utf-8"), (name, file)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def get(url: str) -> tuple[int, str, Any]:
    try:
        with _OPENER.open(url, timeout=30) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode(), answer.headers


@contextmanager
def running(
    command: list[str], folder: Path, settings: dict[str, str], port: int, path: str
) -> Iterator[None]:
    """A server while it answers at ``path``; what it wrote is shown when it does not start."""
    log = BUILD / f"{port}.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **QUIET, **settings},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(server, f"http://localhost:{port}{path}", log)
            yield
        finally:
            os.killpg(server.pid, 15)
            server.wait(30)


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if get(url)[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.3)
    raise SystemExit(f"{url} does not answer:\n{log.read_text(encoding='utf-8')[-3000:]}")


def run(command: list[str], folder: Path, settings: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **QUIET, **(settings or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
