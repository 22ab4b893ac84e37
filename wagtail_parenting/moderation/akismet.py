"""Akismet, for sites that want it: the extra ``akismet``, and ``AKISMET_KEY``.

The service is asked by task, never in a request: what it should judge is held until it has. It is
told the text, the name, the web site and the address of the page, but neither the e-mail address
nor the connection, which is kept as a hash only.
"""

from __future__ import annotations

import logging

from wagtail_parenting.conf import config
from wagtail_parenting.outbound.fetch import guarded_httpx_client

logger = logging.getLogger(__name__)

#: The reason that is kept while the service has not answered.
REASON = "akismet"
#: Akismet wants an address of the sender; this one says that there is none.
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing is bound to it


def is_on() -> bool:
    return bool(config().akismet_key)


def is_spam(*, text: str, name: str, website: str, page_url: str, site_url: str) -> bool | None:
    """What the service says; None when it could not be asked. For tasks only."""
    import akismet

    settings = akismet.Config(key=config().akismet_key, url=site_url)
    try:
        with guarded_httpx_client() as http:
            client = akismet.SyncClient(config=settings, http_client=http)
            answer = client.comment_check(
                user_ip=NO_ADDRESS,
                comment_type="comment",
                comment_content=text,
                comment_author=name,
                comment_author_url=website,
                permalink=page_url,
            )
    except Exception as error:  # whatever a network or a service may do
        logger.warning("Akismet could not be asked: %s.", type(error).__name__)
        return None
    return answer != akismet.CheckResponse.HAM
