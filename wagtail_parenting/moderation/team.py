"""The team: people with access to the admin, and contributors. Nobody borrows their names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.cache import caches
from django.db.models import Q
from django.utils.translation import gettext as _

from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.conf import config
from wagtail_parenting.names import clean, folded
from wagtail_parenting.tokens import keyed_hash

#: How long it is kept who they are, in seconds: a new member's name is safe after that.
KEPT_S = 60
_KEY = "parenting:team"


def is_named(name: str) -> bool:
    """Whether ``name`` looks like that of someone of the team. 2 queries a minute."""
    return bool(folded(name)) and folded(name) in _known()


def has_address(address: str) -> bool:
    """Whether an account of the team has this (normalised) address. 2 queries a minute."""
    return bool(address) and keyed_hash("address", address) in _known()


def member_with(address: str) -> Any:
    """The account of the team that has this (normalised) address, or None. 1 query for one of the
    team, else as ``has_address``."""
    if not has_address(address):
        return None
    return accounts().filter(email__iexact=address).order_by("pk").first()


def is_member(user: Any) -> bool:
    """Whether an account is the team's."""
    return bool(user.is_active) and (user.has_perm("wagtailadmin.access_admin") or _writes(user))


def accounts_behind(rows: Any, *, but: Iterable[Any] = ()) -> list[Any]:
    """The active accounts with an address behind rows of contributors, without those ``but`` named
    by their ids. 2 queries."""
    ids = set(rows.values_list("contributor__user", flat=True)) - {None, *but}
    users = get_user_model()._default_manager.filter(pk__in=ids, is_active=True)
    return list(users.exclude(email="").order_by("pk"))


def byline(user: Any) -> str:
    """The name of the contributor whom an account stands for; empty for none. 1 query."""
    return Contributor.objects.filter(user=user.pk).values_list("name", flat=True).first() or ""


def display_name(user: Any) -> str:
    """How readers know someone with an account; empty where nothing but her login is known, which
    may be an address. At most 1 query."""
    full_name = getattr(user, "get_full_name", str)()
    return byline(user) or clean(full_name)


def name_of_team(user: Any) -> str:
    """The same of someone who speaks for the team. At most 1 query."""
    return display_name(user) or _("The team")


def accounts() -> Any:
    """Active accounts that may enter the admin, or that a contributor stands for."""
    users = get_user_model()._default_manager.filter(is_active=True)
    access = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    by_permission = Q(groups__permissions__in=access) | Q(user_permissions__in=access)
    writers = Contributor.objects.filter(user__isnull=False).values("user")
    wanted = users.filter(Q(is_superuser=True) | by_permission | Q(pk__in=writers))
    return users.filter(pk__in=wanted.order_by().values("pk"))


def _writes(user: Any) -> bool:
    return Contributor.objects.filter(user=user.pk).exists()


def _known() -> frozenset[str]:
    """Folded names, and keyed hashes of addresses: a cache is no place for the addresses."""
    cache = caches[config().fragment_cache]
    known: frozenset[str] | None = cache.get(_KEY)
    if known is None:
        names = list(Contributor.objects.values_list("name", flat=True))
        hashes = []
        for user in accounts():
            names.append(getattr(user, "get_full_name", str)() or user.get_username())
            hashes.append(keyed_hash("address", (user.email or "").strip().lower()))
        known = frozenset([*(folded(name) for name in names), *hashes]) - {""}
        cache.set(_KEY, known, KEPT_S)
    return known
