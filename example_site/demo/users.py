"""Who works on the magazine, with one password for all: it is a demo on your own machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import APIToken

from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Tag, Topic
from wagtail_parenting.comments.models import ReaderComment
from wagtail_parenting.moderation.models import ModerationArea

PASSWORD = "parenting"
TOKEN_NAME = "Demo"
#: Wagtail makes these groups; what is new to them is the magazine's own words and people.
GROUPS = {"editor": "Editors", "moderator": "Moderators", "mara": "Editors"}
#: She moderates what readers write below one section, and nothing else.
SECTION_MODERATOR, SECTION_GROUP = "sunita", "Moderators of Sleep"
#: The writer who has an account, and who she is in the magazine.
AUTHOR, AUTHOR_SLUG = "mara", "mara-lindqvist"
SNIPPETS = (Contributor, LifeStage, Tag, Topic)


@dataclass(frozen=True)
class Users:
    admin: Any
    editor: Any
    moderator: Any
    author: Any


def make_users() -> Users:
    """The administrator, an editor, a moderator and a writer. Those who exist keep their
    passwords."""
    permissions = _snippet_permissions()
    for group in set(GROUPS.values()):
        Group.objects.get_or_create(name=group)[0].permissions.add(*permissions)
    Group.objects.get(name=GROUPS["moderator"]).permissions.add(*_moderation_permissions())
    return Users(
        admin=_admin(),
        editor=_member("editor"),
        moderator=_member("moderator"),
        author=_member(AUTHOR),
    )


def make_section_moderator(section: Any) -> None:
    """Someone who moderates only below ``section``. Who exists stays as she is."""
    group, _made = Group.objects.get_or_create(name=SECTION_GROUP)
    access = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.add(*access, *_moderation_permissions().filter(codename__startswith="moder"))
    ModerationArea.objects.get_or_create(group=group, page=section)
    _member(SECTION_MODERATOR, group.name)


def link_account(people: Mapping[str, Contributor], users: Users) -> None:
    """One of the writers has an account: what she answers carries her badge."""
    author = people[AUTHOR_SLUG]
    author.user = users.author
    author.save()


def make_token(user: Any) -> str:
    """A bearer token for v3. Wagtail keeps a digest only: it can be shown this once."""
    _token, key = APIToken.create_token(user=user, name=TOKEN_NAME)
    return str(key)


def _admin() -> Any:
    users = get_user_model()._default_manager
    known = users.filter(username="admin").first()
    return known or users.create_superuser("admin", "admin@example.org", PASSWORD)


def _member(name: str, group: str = "") -> Any:
    users = get_user_model()._default_manager
    known = users.filter(username=name).first()
    if known is not None:
        return known
    user = users.create_user(name, f"{name}@example.org", PASSWORD, first_name=name.capitalize())
    user.groups.add(Group.objects.get(name=group or GROUPS[name]))
    return user


def _moderation_permissions() -> QuerySet[Permission]:
    kind = ContentType.objects.get_for_model(ReaderComment)
    return Permission.objects.filter(content_type=kind)


def _snippet_permissions() -> list[Permission]:
    kinds = ContentType.objects.get_for_models(*SNIPPETS).values()
    wanted = Permission.objects.filter(content_type__in=kinds)
    return [permission for permission in wanted if not permission.codename.startswith("delete_")]
