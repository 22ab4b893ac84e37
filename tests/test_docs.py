"""The documents say what is so.

Generated pages are fresh, links lead somewhere, code compiles. What is marked ``<!-- test: … -->``
is put into throw-away projects, made with ``wagtail start`` as a reader would, and its requests are
compared with the answers that stand in the documents. The marks, each right above a block of code:

``settings``                   joins the project's settings
``urls``                       is the project's ``urls.py``
``models <path>``              is a file of the project; ``migration <path>`` too
``answer <address>``           is part of the answer to a GET (``TOKEN`` is a preview token)
``send <method> <address> <status>``   is sent with an editor's token
``visit <method> <address> <status>``  is sent by a reader, with the token that she was answered
                               (``FORM_TOKEN`` is a fresh form token of the article)
``got``                        is part of the answer to the ``send`` or ``visit`` before it
``block <type>``               is the value of a body block, as read
``rule``                       is a rule of moderation

Of a string that ends with ``…`` the beginning is shown.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wagtail_parenting.moderation.pipeline import Hold, Pass, Submission
from wagtail_parenting.setting_problems import problems

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DOCUMENTS = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
MARKS = {"settings", "urls", "models", "migration", "block", "rule"}
MARKS |= {"answer", "send", "visit", "got"}

TUTORIAL = DOCS / "tutorial" / "first-article.md"
HEADLESS = DOCS / "how-to" / "headless-frontend.md"
SHARING = DOCS / "how-to" / "share-buttons.md"
COMMENTS = DOCS / "how-to" / "headless-comments.md"
MODERATING = DOCS / "how-to" / "moderate-comments.md"
SPAM = DOCS / "how-to" / "fight-spam.md"
WRITING = DOCS / "how-to" / "write-through-the-api.md"
CHECKS = DOCS / "how-to" / "publish-checks.md"
V2_ONLY = DOCS / "how-to" / "v2-only.md"
OWN_PAGES = DOCS / "how-to" / "own-base-page-model.md"
OWN_BLOCKS = DOCS / "how-to" / "own-blocks.md"
RENDITIONS = DOCS / "how-to" / "rendition-sets.md"

every_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


# --- Reading documents ------------------------------------------------------------------


@dataclass(frozen=True)
class Snippet:
    """A block of code, with the words of the mark above it."""

    language: str
    code: str
    mark: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.mark[0] if self.mark else ""

    def json(self) -> Any:
        return json.loads(self.code)


FENCED = re.compile(
    r"(?:^[ ]*<!-- test: (?P<mark>.+?) -->\n)?"
    r"^(?P<indent>[ ]*)```(?P<language>\w*)\n(?P<code>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


def snippets(document: Path, *kinds: str) -> list[Snippet]:
    """The blocks of code in ``document``, all of them or those with a mark of ``kinds``."""
    found = [
        Snippet(
            match["language"],
            textwrap.dedent(match["code"]),
            tuple((match["mark"] or "").split()),
        )
        for match in FENCED.finditer(document.read_text(encoding="utf-8"))
    ]
    return [snippet for snippet in found if not kinds or snippet.kind in kinds]


def prose(document: Path) -> str:
    """``document`` without its blocks of code and comments."""
    text = FENCED.sub("", document.read_text(encoding="utf-8"))
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def anchors(document: Path) -> set[str]:
    """The fragments that headings give, as GitHub makes them."""
    found: list[str] = []
    for heading in re.findall(r"^#{1,6} (.+)$", prose(document), re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        found.append(f"{slug}-{found.count(slug)}" if slug in found else slug)
    return set(found)


def links(document: Path) -> Iterator[str]:
    """Where ``document`` leads within the repository."""
    for target in re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", prose(document)):
        if not re.match(r"[a-z]+:", target):
            yield target


# --- Every document ---------------------------------------------------------------------


@every_document
def test_relative_links_and_anchors_lead_somewhere(document):
    assert [link for link in links(document) if not leads_somewhere(document, link)] == []


def leads_somewhere(document: Path, link: str) -> bool:
    path, _, fragment = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    exists = target.is_relative_to(ROOT) and target.exists()
    return exists and (not fragment or fragment in anchors(target))


@every_document
def test_code_in_documents_can_be_read(document):
    for snippet in snippets(document):
        assert snippet.language, snippet.code
        if snippet.language == "python":
            compile(snippet.code, str(document), "exec")
        elif snippet.language == "json":
            snippet.json()


@every_document
def test_marks_are_known_and_stand_above_a_block(document):
    marked = re.findall(r"<!-- test: (\w+)", document.read_text(encoding="utf-8"))
    assert set(marked) <= MARKS
    assert marked == [snippet.kind for snippet in snippets(document) if snippet.mark]


@every_document
def test_make_targets_in_documents_exist(document):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    known = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    text = document.read_text(encoding="utf-8")
    shown = re.findall(r"(?:^|`|[A-Z_]+=\S+ )make ([a-z][a-z0-9-]*)", text, re.MULTILINE)
    assert set(shown) <= known


def test_every_page_is_named_in_the_index():
    index = DOCS / "index.md"
    named = {(index.parent / link.partition("#")[0]).resolve() for link in links(index)}
    assert {page for page in DOCS.rglob("*.md") if page != index} <= named


@pytest.mark.parametrize("document", [RENDITIONS, CHECKS], ids=lambda path: path.name)
def test_settings_in_how_tos_are_right(document):
    for snippet in snippets(document, "settings"):
        namespace: dict[str, Any] = {}
        exec(snippet.code, namespace)
        assert problems(namespace["WAGTAIL_PARENTING"]) == []


def test_the_rule_of_the_how_to_holds_what_it_should():
    (snippet,) = snippets(SPAM, "rule")
    namespace: dict[str, Any] = {}
    exec(snippet.code, namespace)
    rule = namespace["Shouting"]()
    quiet, loud = "Ours woke every hour, and then it passed.", "WHY DOES NOBODY TELL YOU THIS?"
    said = [
        rule.judge(Submission(kind="comment", history=None, approval="none", text=text))
        for text in (quiet, loud)
    ]
    assert said == [Pass(), Hold("shouting", "24 of 24")]


# --- Generated pages --------------------------------------------------------------------


@pytest.fixture
def generate():
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_fresh(generate):
    assert generate.stale() == []


@pytest.mark.parametrize(("arguments", "status"), [([], 0), (["--check"], 1)])
def test_check_fails_for_a_stale_page(generate, monkeypatch, tmp_path, capsys, arguments, status):
    monkeypatch.setattr(generate, "REFERENCE", tmp_path)
    generate.write()
    (tmp_path / "errors.md").write_text("old", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["generate.py", *arguments])
    assert generate.main() == status
    assert ("errors.md is stale" in capsys.readouterr().err) == bool(arguments)
    assert (generate.stale() == ["errors.md"]) == bool(arguments)


# --- Throw-away projects -------------------------------------------------------------------------

#: Runs in the project's own process: makes what the documents' examples speak of, sends the
#: requests of the plan on standard input, and prints the answers.
DRIVER = """
import json
import sys

import django

django.setup()

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import APIToken, Locale, Site
from wagtail_headless_preview.models import PagePreview

from wagtail_parenting.comments.actions import places
from wagtail_parenting.comments.written import body_fields
from wagtail_parenting.headless import community
from wagtail_parenting.models import Contributor, HeadlessSettings, LifeStage, ReaderComment

plan = json.load(sys.stdin)
section_class = apps.get_model(plan["section"])
article_class = apps.get_model(plan["article"])
users = get_user_model().objects
language = Locale.get_default()


def make():
    users.create_superuser("admin", "admin@example.org", "secret")
    site = Site.objects.get()
    HeadlessSettings.objects.create(site=site, frontend_url="http://localhost:3000")
    author = Contributor.objects.create(
        name="Mara Lindqvist", slug="mara-lindqvist", role="Health editor", locale=language
    )
    stage = LifeStage.objects.create(
        name="Newborn", slug="newborn", from_months=0, to_months=3, locale=language
    )
    section = site.root_page.add_child(instance=section_class(title="Sleep", slug="sleep"))
    article = article_class(
        title="How newborns sleep",
        slug="how-newborns-sleep",
        standfirst="Why she wakes, and what helps.",
        body=json.dumps(plan["body"]),
        live=False,
    )
    section.add_child(instance=article)
    article.authors.add(article._meta.get_field("authors").related_model(contributor=author))
    article.stages.add(stage)
    article.tags.add("night waking")
    article.save_revision().publish()
    with transaction.atomic():
        community.lock(article.pk)
        ana = write(article, "Ana", "Ours wakes *every* hour.")
        write(article, "Ben", "So does ours.", ana)


def write(article, name, body, parent=None):
    now = timezone.now()
    comment = ReaderComment(
        page_id=article.pk, name=name, status="approved", created_at=now, decided_at=now,
        announced_at=now, **body_fields(body),
    )
    places.insert(comment, parent)
    return comment


def preview_token():
    request = RequestFactory().get("/")
    request.user = users.get()
    article_class.objects.get(slug="how-newborns-sleep").serve_preview(request, "")
    return PagePreview.objects.latest("pk").token


def form_token():
    page = article_class.objects.get(slug="how-newborns-sleep").pk
    return Client().get(f"/api/v3/parenting/comments/form/?page={page}").json()["form_token"]


def ask(asker, method, address, body):
    if asker == "anyone" and method == "GET":
        if "TOKEN" in address:
            address = address.replace("TOKEN", preview_token())
        return Client().get(address, follow=True)
    headers = {}
    if asker == "editor":
        headers = {"authorization": f"Bearer {key}"}
    elif kept:
        headers = {"parenting-token": kept[-1]}
    if "FORM_TOKEN" in body:
        body = body.replace("FORM_TOKEN", form_token())
    response = Client().generic(
        method, address, body, content_type="application/json", headers=headers
    )
    if asker == "reader" and response.status_code == 201:
        kept.append(response.json()["visitor_token"])
    return response


if plan["make"]:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    make()
_token, key = APIToken.create_token(user=users.get(), name="documents")
answers, kept = [], []
for asker, method, address, body in plan["requests"]:
    response = ask(asker, method, address, body)
    is_json = "json" in response["Content-Type"]
    answers.append([response.status_code, response.json() if is_json else None])
sys.stdout.write("ANSWERS" + json.dumps(answers))
"""

BODY = [
    {"type": "paragraph", "value": "<p>Newborns sleep in short stretches.</p>"},
    {
        "type": "care_card",
        "value": {
            "level": "urgent",
            "heading": "Ask for advice today if your baby",
            "text": "<ul><li>is hard to wake</li></ul>",
        },
    },
]


#: Who asks (anyone, an editor, a reader), method, address and body.
Request = tuple[str, str, str, str]


class Project:
    """A project as ``wagtail start`` makes it, and what the documents say to do with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "mysite"
        self._run(folder, "-m", "wagtail.bin.wagtail", "start", "mysite")

    def add_settings(self, document: Path) -> None:
        with (self.folder / "mysite/settings/base.py").open("a", encoding="utf-8") as file:
            file.writelines("\n" + snippet.code for snippet in snippets(document, "settings"))

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        for package in [file.parent, *file.parent.parents]:
            if package == self.folder:
                break
            (package / "__init__.py").touch()
        file.write_text(text, encoding="utf-8")

    def write_files(self, document: Path) -> None:
        for snippet in snippets(document, "models", "migration"):
            self.write(snippet.mark[1], snippet.code)

    def change(self, path: str, pattern: str, replacement: str) -> None:
        """Replace what ``pattern`` finds in a file; it must find something."""
        file = self.folder / path
        text, count = re.subn(pattern, replacement, file.read_text("utf-8"), flags=re.MULTILINE)
        assert count, f"{pattern} is not in {path}"
        file.write_text(text, encoding="utf-8")

    def manage(self, *arguments: str) -> str:
        return self._run(self.folder, "manage.py", *arguments)

    def ask(
        self,
        requests: list[Request],
        *,
        section: str = "parenting_pages.AdviceIndexPage",
        article: str = "parenting_pages.AdviceArticlePage",
        body: list[Any] = BODY,
        make: bool = True,
        settings: str = "mysite.settings.dev",
    ) -> list[tuple[int, Any]]:
        """(status, body) of each answer. ``make`` makes the content first."""
        plan = {
            "section": section,
            "article": article,
            "body": body,
            "make": make,
            "requests": requests,
        }
        output = self._run(
            self.folder, "-c", DRIVER, given=json.dumps(plan), DJANGO_SETTINGS_MODULE=settings
        )
        answers: list[tuple[int, Any]] = json.loads(output.partition("ANSWERS")[2])
        return answers

    @staticmethod
    def _run(folder: Path, *arguments: str, given: str = "", **more: str) -> str:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")
        }
        environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | more
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout


def assert_shows(shown: Any, answer: Any, where: str = "answer") -> None:
    """Everything that a shortened example shows must be in the answer."""
    if isinstance(shown, dict):
        assert isinstance(answer, dict), f"{where}: {answer!r}"
        for key, value in shown.items():
            assert key in answer, f"{where} has no {key!r}: {answer!r}"
            assert_shows(value, answer[key], f"{where}.{key}")
    elif isinstance(shown, list):
        assert isinstance(answer, list), f"{where}: {answer!r}"
        assert len(shown) == len(answer), f"{where}: {answer!r}"
        for number, (left, right) in enumerate(zip(shown, answer, strict=True)):
            assert_shows(left, right, f"{where}[{number}]")
    elif isinstance(shown, str) and shown.endswith("…"):
        assert isinstance(answer, str), where
        assert answer.startswith(shown[:-1]), where
    else:
        assert shown == answer, where


def urls_of(document: Path) -> str:
    (urls,) = snippets(document, "urls")
    return urls.code


def examples(*documents: Path) -> list[tuple[Request, int | None, Any]]:
    """(request, status, what is shown of the answer) of every example, in order."""
    found: list[tuple[Request, int | None, Any]] = []
    for document in documents:
        for snippet in snippets(document, "answer", "send", "visit", "got"):
            if snippet.kind == "answer":
                found.append((("anyone", "GET", snippet.mark[1], ""), None, snippet.json()))
            elif snippet.kind in ("send", "visit"):
                asker = "editor" if snippet.kind == "send" else "reader"
                method, address, status = snippet.mark[1:]
                body = snippet.code if snippet.language == "json" else ""
                found.append(((asker, method, address, body), int(status), {}))
            else:
                request, status, _nothing = found.pop()
                found.append((request, status, snippet.json()))
    return found


def test_the_tutorial_and_the_examples_of_how_tos(tmp_path):
    project = Project(tmp_path)
    project.add_settings(TUTORIAL)
    project.write("mysite/urls.py", urls_of(TUTORIAL))
    checked = project.manage("check", "--database", "default", "--fail-level", "WARNING")
    assert "no issues" in checked
    project.manage("migrate", "--verbosity", "0")

    expected = examples(TUTORIAL, HEADLESS, SHARING, COMMENTS, MODERATING, WRITING, CHECKS)
    answers = project.ask([request for request, _status, _shown in expected])
    for (request, status, shown), (got_status, got) in zip(expected, answers, strict=True):
        assert status in (None, got_status), f"{request}: {got_status} {got}"
        assert_shows(shown, got, " ".join(request[:3]))

    check_v2_only(project)


def check_v2_only(project: Project) -> None:
    """The same site without Wagtail's v3."""
    project.write("mysite/urls_v2_only.py", urls_of(V2_ONLY))
    project.write(
        "mysite/settings/v2_only.py",
        "from .dev import *\n"
        'INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "wagtail.api.v3"]\n'
        'ROOT_URLCONF = "mysite.urls_v2_only"\n',
    )
    addresses = [
        "/api/v2/pages/5/",
        "/api/community/parenting/articles/?search=newborns&order=relevance",
        "/api/community/parenting/articles/?stage=newborn&order=published_at",
        "/api/community/parenting/facets/",
        "/api/community/parenting/preview/?token=TOKEN",
        "/api/community/openapi.json",
        "/api/community/docs/",
        "/api/v2/reader_comments/",
        "/api/v2/linkup_entries/",
    ]
    answers = project.ask(
        [
            *(("anyone", "GET", address, "") for address in addresses),
            ("editor", "GET", "/api/community/parenting/comments/moderation/?status=approved", ""),
        ],
        make=False,
        settings="mysite.settings.v2_only",
    )
    assert {status for status, _body in answers} == {200}
    page, _found, listed, _facets, previewed, document, _docs, comments, entries, moderated = (
        body for _status, body in answers
    )
    assert comments["meta"]["total_count"] == moderated["count"] == 3
    assert entries["meta"]["total_count"] == 0
    assert page["title"] == previewed["page"]["title"] == "How newborns sleep"
    assert listed["items"][0]["detail_url"] == "http://localhost:8000/api/v2/pages/5/"
    before = "/api/community/parenting/"
    others = {path.removeprefix(before).split("/")[0] for path in document["paths"]}
    named = set(re.findall(r"`(?:/api/community/parenting/)?(\w+)/`", prose(V2_ONLY)))
    assert others <= named


def test_own_base_page_model_and_own_blocks(tmp_path):
    project = Project(tmp_path)
    for document in (TUTORIAL, OWN_PAGES, OWN_BLOCKS):
        project.add_settings(document)
        project.write_files(document)
    without_search = [line for line in urls_of(TUTORIAL).splitlines(True) if "search" not in line]
    project.write("mysite/urls.py", "".join(without_search))
    make_base_page_migrations(project)
    project.manage("makemigrations", "magazine")
    assert "no issues" in project.manage(
        "check", "--database", "default", "--fail-level", "WARNING"
    )
    project.manage("migrate", "--verbosity", "0")

    shown = {snippet.mark[1]: snippet.json() for snippet in snippets(OWN_BLOCKS, "block")}
    book = {name: shown["book"][name] for name in ("title", "author", "cover")}
    body = [
        {"type": "recipe", "value": shown["recipe"]},
        {"type": "book", "value": book | {"from_months": 6}},
    ]
    written = {
        "meta": {"type": "magazine.ArticlePage", "parent_id": 3, "action": "publish"},
        "title": "Porridge",
        "subtitle": "In five minutes",
        "authors": [{"contributor_id": 1}],
        "body": body,
    }
    series = {
        "meta": {"type": "magazine.WeeklyPage", "parent_id": 3, "action": "publish"},
        "title": "Blog about it",
        "hosts": [{"contributor_id": 1}],
    }
    answers = project.ask(
        [
            ("anyone", "GET", "/api/v2/pages/?type=magazine.ArticlePage&fields=*", ""),
            ("anyone", "GET", "/api/v3/parenting/articles/?age_months=2", ""),
            ("anyone", "GET", "/api/v3/pages/find/?html_path=/sleep/how-newborns-sleep/", ""),
            ("anyone", "GET", "/api/v3/openapi.json", ""),
            ("editor", "POST", "/api/v3/pages/", json.dumps(written)),
            ("editor", "POST", "/api/v3/pages/", json.dumps(series)),
        ],
        section="magazine.SectionPage",
        article="magazine.ArticlePage",
        body=body,
    )
    assert [status for status, _body in answers] == [200, 200, 200, 200, 201, 201]
    listed, cards, page, document, posted, weekly = (body for _status, body in answers)
    assert [item["title"] for item in cards["items"]] == ["How newborns sleep"]
    for item in (listed["items"][0], page):
        assert [block["value"] for block in item["body"]] == [shown["recipe"], shown["book"]]
        assert item["path"] == "/sleep/how-newborns-sleep/"
        assert item["comments"]["count"] == 2
    assert posted["subtitle"] == "In five minutes"
    assert posted["body"][1]["value"] == shown["book"]
    assert weekly["schedule"]["open_weekday"] == "tuesday"
    assert [host["name"] for host in weekly["hosts"]] == ["Mara Lindqvist"]
    schemas = document["components"]["schemas"]
    assert set(schemas["RecipeValue"]["properties"]) == set(shown["recipe"])
    assert set(schemas["BookValue"]["properties"]) == set(shown["book"])
    assert "QuoteBlock" not in schemas


def make_base_page_migrations(project: Project) -> None:
    """The three steps of the how-to."""
    base, first = "mysite/settings/base.py", "basepage/migrations/0001_initial.py"
    bootstrap = project.folder / "basepage/migrations/0002_bootstrap_page_model.py"
    kept = bootstrap.read_text(encoding="utf-8")
    bootstrap.unlink()
    project.change(base, r'^    "magazine",\n', "")
    project.manage("makemigrations", "basepage")
    for name in ("latest_revision", "live_revision", "locale", "translation_key"):
        project.change(first, rf"^ +\('{name}', .*\n", "")
    project.change(first, r"^ +\('wagtailcore', .*\n", "")
    project.change(first, r"^ +'unique_together': .*\n", "")
    bootstrap.write_text(kept, encoding="utf-8")
    project.manage("makemigrations", "--noinput", "basepage")
    project.change(base, r'^    "basepage",\n', '    "magazine",\n    "basepage",\n')
    project.write("magazine/migrations/__init__.py", "")
