"""The mail that asks whether an address is its writer's."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_parenting.headless.routing import Frontends, site_name
from wagtail_parenting.readers import links
from wagtail_parenting.readers.actions import make_link
from wagtail_parenting.readers.mails import Mail
from wagtail_parenting.readers.models import Notice


def write(notice: Notice) -> Mail | None:
    """With a link of its own, made now: only the mail holds its secret."""
    reader, site = notice.reader, Frontends.load().sites.get(notice.site_id)
    if reader is None or site is None:
        return None
    secret = make_link(
        reader, next=notice.details.get("next", ""), topics=notice.details.get("topics", [])
    )
    language, name = site.root_page.locale.language_code, site_name(site)
    with translation.override(language):
        return Mail(
            to=reader.address,
            subject=_("Confirm your address for %(site)s") % {"site": name},
            site_name=name,
            language=language,
            paragraphs=[
                _("Someone, most likely you, has used this address on %(site)s.") % {"site": name},
                _(
                    "Confirm that it is yours, and you can see and edit what you write from any "
                    "device, and hear of replies. Opening the link changes nothing until you press "
                    "the button there."
                ),
            ],
            button=(_("Confirm this address"), links.confirm_page(site, secret)),
            reason=_("If it was not you, ignore this mail: nothing more will be sent."),
        )
