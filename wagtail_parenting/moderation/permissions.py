"""Who may moderate, and where.

A group needs one permission, “Can moderate comments and link-ups”. A group that has parts of the
site of its own (``ModerationArea``) moderates only what stands below these; of several groups, each
adds its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q

MODERATE = "parenting.moderate_readercomment"
SEE_ADDRESSES = "parenting.see_reader_addresses"


@dataclass(frozen=True)
class Area:
    """The part of the page tree that someone moderates: ``everywhere``, or below ``paths``."""

    everywhere: bool = False
    paths: tuple[str, ...] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.paths)

    def holds(self, tree_path: str) -> bool:
        return self.everywhere or tree_path.startswith(self.paths or ("\0",))

    def rows(self, page: str = "page__path") -> Q:
        """Rows whose page stands in it; ``page`` is the lookup of its tree path."""
        if self.everywhere:
            return Q()
        below = [Q(**{f"{page}__startswith": path}) for path in self.paths]
        return reduce(or_, below) if below else Q(pk__in=[])


NOWHERE = Area()
EVERYWHERE = Area(everywhere=True)


def area_of(user: Any) -> Area:
    """Where ``user`` moderates. At most 3 queries."""
    if user is None or not user.is_authenticated or not user.is_active:
        return NOWHERE
    if user.is_superuser:
        return EVERYWHERE
    if not user.has_perm(MODERATE):
        return NOWHERE
    app_label, _dot, codename = MODERATE.partition(".")
    permitted = Group.objects.filter(
        user=user,
        permissions__content_type__app_label=app_label,
        permissions__codename=codename,
    )
    area = "parenting_moderation_areas"
    rows = list(permitted.order_by().values_list(f"{area}__pk", f"{area}__page__path"))
    if not rows or any(pk is None for pk, _path in rows):  # herself, or a group without bounds
        return EVERYWHERE
    return Area(paths=tuple(sorted({path for _pk, path in rows if path})))


def may_see_addresses(user: Any) -> bool:
    """Whether ``user`` is shown the e-mail addresses of readers. At most 2 queries."""
    return bool(user.has_perm(SEE_ADDRESSES))
