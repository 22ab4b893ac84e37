"""Migrations: whole, quiet about block definitions, and harmless to bodies."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from wagtail import blocks

from tests.factories import article_model, block, make_article
from wagtail_parenting.fields import BodyField

pytestmark = pytest.mark.django_db


def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_changed_help_text_of_a_block_makes_no_migration():
    before = BodyField([("text", blocks.CharBlock(help_text="Old"))])
    after = BodyField([("text", blocks.CharBlock(help_text="New")), ("more", blocks.TextBlock())])
    assert before.deconstruct()[1:] == after.deconstruct()[1:]
    model = article_model()
    field = model._meta.get_field("body")
    state = ProjectState.from_apps(apps)
    label = (model._meta.app_label, model._meta.model_name)
    written = state.models[label].fields["body"].deconstruct()
    assert written[2] == []
    assert "block_lookup" not in written[3]
    assert field.stream_block.child_blocks
    loader = MigrationExecutor(connection).loader
    changes = MigrationAutodetector(loader.project_state(), state).changes(graph=loader.graph)
    assert model._meta.app_label not in changes


def test_a_data_migration_leaves_bodies_whole(section):
    body = [block("tip", {"heading": "Try", "text": "<p>x</p>"}), block("gone_type", {"a": 1})]
    article = make_article(section, "Whole", standfirst="Old")
    model = article_model()
    historical = (
        MigrationExecutor(connection)
        .loader.project_state()
        .apps.get_model(model._meta.app_label, model._meta.model_name)
    )
    row = historical.objects.get(pk=article.pk)
    row.body = body
    row.save()
    row = historical.objects.get(pk=article.pk)
    assert row.body == body
    row.standfirst = "New"
    row.save()
    row = historical.objects.get(pk=article.pk)
    assert (row.standfirst, row.body) == ("New", body)
    now = model.objects.get(pk=article.pk)
    assert [item.block_type for item in now.body] == ["tip"]
    made = historical()
    assert made.body == []
