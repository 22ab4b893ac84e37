"""What a fetch answers: ``Fetched``, or ``FetchFailed`` with a reason. Values, never exceptions.

==================  ==============================================================================
``url``             cannot be visited as it is written: scheme, port, credentials, spelling
``address``         leads to a place that is not on the public internet
``dns``             the name does not resolve
``connection``      nobody answers there, or the connection broke
``tls``             the certificate or the encryption is no good
``timeout``         not done when the time was up
``status``          answered with an HTTP status other than 200, see ``FetchFailed.status``
``redirects``       too many redirects
``downgrade``       a redirect from https to http
``wrong_type``      not of the kind that was asked for, or not what its header says
``encoding``        compressed in a way that was not asked for, or badly
``too_large``       more bytes than are taken
``budget``          asked for too often: this host, this domain, or everything together
``no_worker``       tasks run at once here, in the request that enqueues them
``unexpected``      an error of ours, which is in the log
==================  ==============================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

Reason = Literal[
    "url",
    "address",
    "dns",
    "connection",
    "tls",
    "timeout",
    "status",
    "redirects",
    "downgrade",
    "wrong_type",
    "encoding",
    "too_large",
    "budget",
    "no_worker",
    "unexpected",
]
#: What a body is, by its own first bytes.
BodyKind = Literal["page", "feed", "jpeg", "png", "webp"]


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What was fetched. ``body`` is decoded from its compression, not from its charset."""

    url: str
    """Where it was found at last, in ASCII and without a fragment."""

    urls: tuple[str, ...]
    """Every address on the way, in order, the asked one first and ``url`` last."""

    content_type: str
    """As declared, in lower case, without parameters."""

    charset: str | None
    """As declared by the server, in lower case; None if it says nothing."""

    body: bytes

    body_kind: BodyKind
    """What the bytes are; the same as what the content type says."""


@dataclass(frozen=True, kw_only=True)
class FetchFailed:
    """Why nothing was fetched."""

    reason: Reason

    status: int | None = None
    """The HTTP status, for the reason ``status``."""

    may_retry: bool = False
    """Whether it may go well at another time; if not, only another address helps."""

    retry_after_s: int | None = None
    """Seconds before which another try is in vain; None if that is not known."""

    is_remembered: bool = False
    """Whether nothing was asked this time, because the same failed a short while ago."""

    @property
    def text(self) -> str:
        """A sentence for users. It tells neither addresses nor ports, nor what is behind a name:
        who may choose what is fetched must not learn what stands in our own network."""
        if self.reason == "url":
            return _("This is not the address of a public web page.")
        if self.reason == "status":
            return _("The web site did not show what stands at this address.")
        if self.reason in ("redirects", "downgrade"):
            return _("The web site leads on to other addresses, which were not followed.")
        if self.reason in ("wrong_type", "encoding"):
            return _("What stands at this address is of a kind that cannot be used here.")
        if self.reason == "too_large":
            return _("What stands at this address is too large.")
        if self.reason in ("budget", "no_worker", "unexpected"):
            return _("The web site could not be visited just now.")
        return _("The web site could not be reached.")
