"""The ``share`` of a page, the same in v2 and v3: address, words, picture, targets in order."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction, get_page_models

from tests.factories import (
    FRONTEND,
    article_model,
    block,
    make_article,
    make_image,
    make_section,
    make_site,
    make_token,
    make_translation,
    make_user,
)
from wagtail_parenting.headless.models import HeadlessSettings
from wagtail_parenting.headless.page import HeadlessPageMixin
from wagtail_parenting.sharing.mixins import SharingMixin
from wagtail_parenting.sharing.models import SharingSettings
from wagtail_parenting.sharing.targets import BUILT_IN

pytestmark = pytest.mark.django_db

ALL = [target.id for target in BUILT_IN]
DOORS = ["/api/v2/pages/{pk}/?fields=*", "/api/v3/pages/{pk}/"]


def shown(client, page, door=DOORS[1]):
    answer = client.get(door.format(pk=page.pk))
    assert answer.status_code == 200, answer.content
    return answer.json()


def ids(share):
    return [target["id"] for target in share["targets"]]


def by_id(share):
    return {target["id"]: target for target in share["targets"]}


@pytest.mark.parametrize("door", DOORS)
def test_an_article_says_what_is_shared_and_how(client, section, door):
    page = make_article(
        section,
        "Naps & nights",
        standfirst="What helps.",
        hero_image=make_image(),
        hero_alt="A cot",
        tags=["baby sleep", "R&D"],
    )
    share = shown(client, page, door)["share"]
    assert share["url"] == f"{FRONTEND}/sleep/naps-nights/"
    assert share["title"] == "Naps & nights"
    assert share["text"] == "What helps."
    assert share["image"]["alt"] == "A cot"
    assert sorted(share["hashtags"]) == ["BabySleep", "RD"]
    assert ids(share) == ALL
    targets = by_id(share)
    assert targets["copy"] == {"id": "copy", "label": "Copy link", "kind": "copy", "href": None}
    assert targets["qr"]["href"] == (
        f"https://cms.example.org/api/v3/parenting/shares/qr.svg?page={page.pk}"
    )
    assert share["image"]["src"] in unquote(targets["pinterest"]["href"])


def test_v2_and_v3_say_the_same(client, section):
    page = make_article(section, "Naps", hero_image=make_image(), hero_alt="A cot")
    for name in ("share", "share_text", "share_targets"):
        assert shown(client, page, DOORS[0])[name] == shown(client, page, DOORS[1])[name]


def test_a_section_and_the_home_page_are_shared_too(client, section):
    assert shown(client, section)["share"]["url"] == f"{FRONTEND}/sleep/"
    home = section.get_site().root_page
    assert shown(client, home)["share"]["url"] == f"{FRONTEND}/"


def test_a_page_of_a_sites_own_is_shared_too(client, section):
    """The swapped project has one that is no article."""
    models = [
        model
        for model in get_page_models()
        if issubclass(model, SharingMixin) and not issubclass(model, HeadlessPageMixin)
    ]
    if not models:
        pytest.skip("this project has no such page")
    page = section.add_child(instance=models[0](title="Open day", slug="open-day"))
    page.save_revision().publish()
    for door in DOORS:
        share = shown(client, page, door)["share"]
        assert share["url"] == f"{FRONTEND}/sleep/open-day/"
        assert share["text"] == ""
        assert ids(share) == [name for name in ALL if name != "pinterest"]
    body = {"page": page.pk, "target": "email"}
    counted = client.post("/api/v3/parenting/shares/", body, content_type="application/json")
    assert counted.status_code == 204
    drawn = client.get(f"/api/v3/parenting/shares/qr.svg?page={page.pk}")
    assert f"{FRONTEND}/sleep/open-day/" in drawn.text


def test_pinterest_needs_a_picture(client, section):
    assert "pinterest" not in ids(shown(client, make_article(section, "Naps"))["share"])


def test_an_alias_shares_its_source(client, site, section):
    page = make_article(section, "Naps")
    alias = page.create_alias(parent=make_section(site, "Rest"))
    share = shown(client, alias)["share"]
    assert share["url"] == f"{FRONTEND}/sleep/naps/"
    assert f"{FRONTEND}/sleep/naps/" in unquote(by_id(share)["whatsapp"]["href"])


def test_a_page_of_a_second_site_is_shared_on_its_own_frontend(client, site):
    other = make_site("other.example", frontend="https://other.example", default=False)
    page = make_article(make_section(other, "Play"), "Mud")
    answer = client.get(f"/api/v3/parenting/resolve/?page={page.pk}&site=other.example")
    share = answer.json()["page"]["share"]
    assert share["url"] == "https://other.example/play/mud/"
    for target in share["targets"]:
        if target["kind"] == "link":
            assert "https://other.example/play/mud/" in unquote(target["href"])


def test_a_translated_page_shares_itself(client, site, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    make_translation(site.root_page.specific, "Zuhause")
    section = make_section(site)
    make_translation(section, "Schlaf")
    page = make_translation(make_article(section, "Naps"), "Nickerchen")
    share = shown(client, page)["share"]
    assert share["url"].startswith(f"{FRONTEND}/de/")
    assert share["url"].endswith("/nickerchen/")
    assert share["url"] in unquote(by_id(share)["email"]["href"])


def test_editors_words_go_into_mail_and_phones(client, section):
    page = make_article(section, "Naps", share_text="Read this.\nIt helped us.", standfirst="Other")
    share = shown(client, page)["share"]
    assert share["text"] == "Read this.\nIt helped us."
    assert "Read%20this.%0D%0AIt%20helped%20us.%0D%0Ahttps" in by_id(share)["email"]["href"]


def test_a_picture_that_is_not_public_is_not_shared(client, section):
    hidden = Collection.get_first_root_node().add_child(name="Hidden")
    CollectionViewRestriction.objects.create(collection=hidden, restriction_type="login")
    page = make_article(section, "Naps", hero_image=make_image(collection=hidden), hero_alt="Cot")
    share = shown(client, page)["share"]
    assert share["image"] is None
    assert "pinterest" not in ids(share)


# --- Which targets, in what order -----------------------------------------------------------------


def test_a_site_turns_targets_on_off_and_around(client, site, section):
    page = make_article(section, "Naps")
    before = client.get(f"/api/v3/pages/{page.pk}/")
    settings = SharingSettings.objects.create(site=site, targets=["x", "email", "copy"])
    assert ids(shown(client, page)["share"]) == ["x", "email", "copy"]
    assert client.get(f"/api/v3/pages/{page.pk}/").get("ETag") == before.get(
        "ETag"
    )  # no middleware
    settings.targets = []
    settings.save()
    assert ids(shown(client, page)["share"]) == []
    settings.targets = None
    settings.save()
    assert ids(shown(client, page)["share"]) == [name for name in ALL if name != "pinterest"]


def test_a_page_has_the_last_word(client, site, section):
    SharingSettings.objects.create(site=site, targets=["x"])
    page = make_article(section, "Naps", share_targets=["qr", "email"])
    assert ids(shown(client, page)["share"]) == ["qr", "email"]
    assert shown(client, page)["share_targets"] == ["qr", "email"]
    none = make_article(section, "Nights", share_targets=[])
    assert ids(shown(client, none)["share"]) == []


def test_what_a_choice_names_and_is_gone_is_passed_over(client, section):
    page = make_article(section, "Naps", share_targets=["google-plus", "email"])
    assert ids(shown(client, page)["share"]) == ["email"]
    assert shown(client, page)["share_targets"] == ["email"]


def test_settings_move_the_versions_of_a_sites_pages(client, site, section):
    page = make_article(section, "Naps")
    url = f"/api/v3/parenting/resolve/?page={page.pk}"
    before = client.get(url)
    SharingSettings.objects.create(site=site, targets=["x"], x_account="smallhours")
    after = client.get(url, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    share = after.json()["page"]["share"]
    assert ids(share) == ["x"]
    assert share["targets"][0]["href"].endswith("&via=smallhours")


def test_labels_are_in_the_language_of_the_page(client, section, settings, monkeypatch):
    from django.utils import translation

    asked = []
    original = translation.override

    def override(language, *args, **kwargs):
        asked.append(language)
        return original(language, *args, **kwargs)

    monkeypatch.setattr("wagtail_parenting.api.share.translation.override", override)
    page = make_article(section, "Naps")
    client.get(f"/api/v3/pages/{page.pk}/", headers={"accept-language": "de"})
    assert set(asked) == {"en"}


# --- The picture of the site ----------------------------------------------------------------------


def test_a_page_without_a_picture_shows_that_of_its_site(client, site, section):
    page = make_article(section, "Naps")
    url = f"/api/v3/parenting/resolve/?page={page.pk}"
    before = client.get(url)
    assert before.json()["page"]["head"]["og"]["image"] is None
    assert before.json()["page"]["head"]["card"] == {"type": "summary", "site": None}
    image = make_image("Moon")
    own = HeadlessSettings.objects.get(site=site)
    own.share_image = image
    own.save()
    with_picture = client.get(url, headers={"if-none-match": before["ETag"]}).json()["page"]
    assert with_picture["head"]["og"]["image"] == with_picture["share"]["image"]["src"]
    assert with_picture["head"]["og"]["image_alt"] == site.site_name
    assert with_picture["head"]["card"]["type"] == "summary_large_image"
    assert "pinterest" in ids(with_picture["share"])


def test_a_changed_or_deleted_picture_of_the_site_moves_what_shows_it(client, site, section):
    page = make_article(section, "Naps")
    image = make_image("Moon")
    own = HeadlessSettings.objects.get(site=site)
    own.share_image = image
    own.save()
    url = f"/api/v3/parenting/resolve/?page={page.pk}"
    before = client.get(url)
    image.focal_point_x = image.focal_point_y = image.focal_point_width = 10
    image.focal_point_height = 10
    image.save()
    changed = client.get(url, headers={"if-none-match": before["ETag"]})
    assert changed.status_code == 200
    image.delete()
    gone = client.get(url, headers={"if-none-match": changed["ETag"]})
    assert gone.status_code == 200
    assert gone.json()["page"]["share"]["image"] is None


def test_an_account_stands_on_the_card(client, site, section):
    SharingSettings.objects.create(site=site, x_account="smallhours")
    page = make_article(section, "Naps")
    assert shown(client, page)["head"]["card"]["site"] == "@smallhours"


# --- Cost -----------------------------------------------------------------------------------------


def test_a_list_of_twenty_costs_no_query_more_for_share(client, site, section):
    own = HeadlessSettings.objects.get(site=site)
    own.share_image = make_image("Moon")
    own.save()
    SharingSettings.objects.create(site=site, targets=["x", "email", "pinterest"])
    for number in range(20):
        make_article(
            section, f"Naps {number}", tags=["a b"], hero_image=make_image(), hero_alt="Cot"
        )
    label = article_model()._meta.label

    def cost(fields):
        url = f"/api/v2/pages/?type={label}&limit=20&fields={fields}"
        client.get(f"{url}&order=title")  # content types are kept for the life of a process
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        assert len(answer.json()["items"]) == 20
        return len(queries), answer.json()["items"][0]

    without, _item = cost("head")
    with_share, item = cost("head,share")
    assert item["share"]["targets"]
    assert with_share == without


def test_v2_filters_by_no_choice(client, section):
    make_article(section, "Naps", share_targets=["x"])
    label = article_model()._meta.label
    for value in ("x", "%00", "[]"):
        answer = client.get(f"/api/v2/pages/?type={label}&share_targets={value}")
        assert answer.status_code == 400, value


@pytest.mark.parametrize("accept", [None, "*/*", "application/json", "text/html,*/*;q=0.8"])
def test_v2_answers_json_to_whoever_takes_it(client, section, accept):
    page = make_article(section, "Naps")
    headers = {"accept": accept} if accept else {}
    answer = client.get(f"/api/v2/pages/{page.pk}/", headers=headers)
    wanted = "text/html" if accept and accept.startswith("text/html") else "application/json"
    assert answer["Content-Type"].startswith(wanted)


# --- Written through the API ----------------------------------------------------------------------


def write(client, page, **values):
    token = make_token(make_user(f"writer-{len(values)}-{page.pk}"))
    return client.patch(
        f"/api/v3/pages/{page.pk}/",
        {"type": page._meta.label, "title": page.title, **values},
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )


def test_a_choice_is_written_through_v3(client, section):
    page = make_article(section, "Naps")
    answer = write(client, page, share_targets=["qr", "email"], share_text="Read this.")
    assert answer.status_code == 200, answer.content
    page.refresh_from_db()
    saved = page.get_latest_revision_as_object()
    assert saved.share_targets == ["qr", "email"]
    assert saved.share_text == "Read this."


def test_an_unknown_target_is_refused_by_v3(client, section):
    answer = write(client, make_article(section, "Naps"), share_targets=["emial"])
    assert answer.status_code == 422
    assert "Did you mean 'email'?" in answer.text


# --- The block ------------------------------------------------------------------------------------


def buttons(**value):
    return [block("share_buttons", {"heading": "", "layout": "row", "targets": [], **value})]


def test_the_block_shows_the_targets_of_the_page_or_some_of_them(client, section):
    page = make_article(
        section, "Naps", share_targets=["x", "email"], body=buttons(heading="Pass it on")
    )
    [shown_block] = shown(client, page)["body"]
    assert shown_block["value"]["heading"] == "Pass it on"
    assert shown_block["value"]["layout"] == "row"
    assert shown_block["value"]["targets"] == shown(client, page)["share"]["targets"]
    some = [{"type": "item", "id": "1", "value": "qr"}]
    page = make_article(section, "Nights", body=buttons(targets=some, layout="icons"))
    [shown_block] = shown(client, page)["body"]
    assert [target["id"] for target in shown_block["value"]["targets"]] == ["qr"]


def test_the_block_survives_what_an_import_left(client, section):
    for number, value in enumerate([None, [], {"targets": "x", "layout": "round"}, {}]):
        page = make_article(section, f"Naps {number}")
        body = [{"type": "share_buttons", "id": "1", "value": value}]
        article_model().objects.filter(pk=page.pk).update(body=body)
        assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 200


def test_the_block_holds_working_links_in_django_templates(section, rf):
    page = make_article(section, "Naps", body=buttons(heading="Pass it on"))
    html = page.body.stream_block.render(page.body, context={"page": page})
    assert (
        'href="https://wa.me/?text=Naps%20https%3A%2F%2Fwww.example.org%2Fsleep%2Fnaps%2F"' in html
    )
    assert "<script" not in html
