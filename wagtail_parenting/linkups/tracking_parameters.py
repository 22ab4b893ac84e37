"""Query parameters that say where a visitor comes from, not what is shown. Pure.

Collected from what the senders document, and from two public lists: the tracking query params
registry (https://github.com/mpchadwick/tracking-query-params-registry) and AdGuard's URL tracking
filter (https://github.com/AdguardTeam/AdguardFilters). A name gets in when no weblog is known to
choose a post by it: ``s``, ``p``, ``id``, ``page``, ``source``, ``cid`` and ``lang`` stay out.
"""

from __future__ import annotations

import re

_PREFIXES = (
    "utm_",  # Google Analytics and everybody since
    "utm-",
    "gad_",  # Google Ads: gad_source, gad_campaignid
    "mtm_",  # Matomo
    "matomo_",
    "pk_",  # Piwik, as Matomo was called
    "piwik_",
    "hsa_",  # HubSpot
    "__hs",  # __hssc, __hstc, __hsfp
    "vero_",
    "oly_",  # Omeda
    "itm_",  # links within a site
    "stm_",
    "trk_",  # Listrak
    "_bta_",  # Bronto
    "fb_action_",
    "_branch_",
    "guce_",  # Yahoo's page of consent
    "aspsessionid",
)
#: By what writes them.
_WHOLE_NAMES = {
    "advertisements": "gclid gclsrc dclid gbraid wbraid srsltid fbclid msclkid yclid ysclid ymclid "
    "twclid ttclid li_fat_id rdt_cid sccid epik irclickid irgwc cjevent tblci dicbo wickedid "
    "zanpid awc awclid rb_clickid s_kwcid ef_id obclid qclid",
    "analytics": "_ga _gac _gl _openstat xtor at_medium at_campaign wt_mc wt.mc_id s_cid icid "
    "cmpid ncid mbid guccounter",
    "newsletters": "mc_cid mc_eid _hsenc _hsmi hsctatracking mkt_tok _ke _kx __s ml_subscriber "
    "ml_subscriber_hash ck_subscriber_id sb_referer_host bsft_clkid bsft_uid",
    "buttons for sharing": "igsh igshid mibextid sfnsn fb_source fb_ref fb_comment_id share shared "
    "__twitter_impression spref spm scm sms_ss soc_src soc_trk smid smtyp wprov trkcampaign",
    "links": "ref ref_src ref_url referrer referer",
    "weblogs, for the same post with a comment": "replytocom showcomment like_comment "
    "doing_wp_cron",
    "sessions": "phpsessid jsessionid",
}
_NAMES = frozenset(name for names in _WHOLE_NAMES.values() for name in names.split())
#: Parameters that could mean something else, with the values that they have in tracking.
_VALUES = {
    "amp": {"", "0", "1", "true", "false", "yes", "no", "amp"},
    "outputtype": {"amp"},
    "nb": {"1"},  # WordPress: comes with share=
    "_escaped_fragment_": {""},
}
#: How Blogger addresses its posts and pages, on domains of its users too.
_BLOGGER_PATH = re.compile(r"/(?:[0-9]{4}/[0-9]{2}|p)/[^/]+\.html")


def is_tracking(name: str, value: str) -> bool:
    """Whether the parameter ``name``, in lower case, tells nothing of what is shown. The marks of
    AMP pages count: they show the same post in another way."""
    if name in _VALUES:
        return value.lower() in _VALUES[name]
    return name in _NAMES or name.startswith(_PREFIXES)


def is_blogger_view(name: str, value: str, *, host: str, path: str) -> bool:
    """Whether this is Blogger's ``?m=1``, which phones are sent to (or its ``?m=0``).

    Blogger is known by its host, or by a path such as ``/2025/01/post.html``. Elsewhere ``m`` may
    choose what is shown: WordPress has archives of months at ``?m=202501``.
    """
    is_view = name == "m" and value in ("0", "1")
    return is_view and (host.endswith(".blogspot.com") or bool(_BLOGGER_PATH.fullmatch(path)))
