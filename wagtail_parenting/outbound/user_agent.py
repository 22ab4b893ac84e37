"""How we introduce ourselves to other sites: by name, with a way to reach whoever runs this one."""

from __future__ import annotations

import wagtail_parenting
from wagtail_parenting.conf import config


def user_agent() -> str:
    """``wagtail-parenting/0.1.0 (+https://www.example.org)``. At most 1 query.

    The address is ``OUTBOUND_CONTACT``, else the frontend of the first site.
    """
    contact = config().outbound_contact or _first_frontend()
    shown = "".join(character for character in contact if " " < character <= "~")
    name = f"wagtail-parenting/{wagtail_parenting.__version__}"
    return f"{name} (+{shown})" if shown else name


def _first_frontend() -> str:
    from wagtail_parenting.headless.routing import Frontends

    return next(iter(Frontends.current().origins.values()), "")
