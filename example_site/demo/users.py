"""Who works on the magazine, with one password for all: it is a demo on your own machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import APIToken

from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Tag, Topic

PASSWORD = "parenting"
TOKEN_NAME = "Demo"
#: Wagtail makes these groups; what is new to them is the magazine's own words and people.
GROUPS = {"editor": "Editors", "moderator": "Moderators"}
SNIPPETS = (Contributor, LifeStage, Tag, Topic)


@dataclass(frozen=True)
class Users:
    admin: Any
    editor: Any
    moderator: Any


def make_users() -> Users:
    """The administrator, an editor and a moderator. Those who exist keep their passwords."""
    permissions = _snippet_permissions()
    for group in GROUPS.values():
        Group.objects.get_or_create(name=group)[0].permissions.add(*permissions)
    return Users(admin=_admin(), editor=_member("editor"), moderator=_member("moderator"))


def make_token(user: Any) -> str:
    """A bearer token for v3. Wagtail keeps a digest only: it can be shown this once."""
    _token, key = APIToken.create_token(user=user, name=TOKEN_NAME)
    return str(key)


def _admin() -> Any:
    users = get_user_model()._default_manager
    known = users.filter(username="admin").first()
    return known or users.create_superuser("admin", "admin@example.org", PASSWORD)


def _member(name: str) -> Any:
    users = get_user_model()._default_manager
    known = users.filter(username=name).first()
    if known is not None:
        return known
    user = users.create_user(name, f"{name}@example.org", PASSWORD, first_name=name.capitalize())
    user.groups.add(Group.objects.get(name=GROUPS[name]))
    return user


def _snippet_permissions() -> list[Permission]:
    kinds = ContentType.objects.get_for_models(*SNIPPETS).values()
    wanted = Permission.objects.filter(content_type__in=kinds)
    return [permission for permission in wanted if not permission.codename.startswith("delete_")]
