"""Domains that approved writing has linked to: a link elsewhere is looked at first."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail_parenting.moderation.models import KnownDomain
from wagtail_parenting.outbound.domains import registrable_domain


def unknown_domains(links: Iterable[str]) -> list[str]:
    """The domains of ``links`` that nothing approved has linked to. 1 query."""
    wanted = _domains(links)
    known = set(KnownDomain.objects.filter(name__in=wanted).values_list("name", flat=True))
    return [name for name in wanted if name not in known]


def remember(links: Iterable[str]) -> None:
    """Something that links to ``links`` was approved. At most 1 query."""
    names = _domains(links)
    if names:
        KnownDomain.objects.bulk_create(
            [KnownDomain(name=name) for name in names], ignore_conflicts=True
        )


def _domains(links: Iterable[str]) -> list[str]:
    found = (registrable_domain(link) for link in links)
    return sorted({name for name in found if name})
