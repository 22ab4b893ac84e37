"""When two addresses are one post: the key that "one link, one entry" goes by. Pure.

``check_entry_url`` decides whether what somebody typed can be an entry at all, ``canonical_key``
folds its spellings into one, and ``refined_key`` learns from the page, once it has been fetched.
Keys are stored and compared, never visited. They go further than RFC 3986, section 6.2, allows:
they join what a server could tell apart, but no weblog does.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote_to_bytes

from wagtail_parenting.linkups.address_parts import AddressParts, parts_of
from wagtail_parenting.linkups.tracking_parameters import is_blogger_view, is_tracking
from wagtail_parenting.outbound.domains import is_same_domain, registrable_domain

MAX_URL = 2000
UrlProblem = Literal["scheme", "credentials", "host", "port", "too_long", "characters"]

#: What an address that was copied brings along: blanks, and marks that draw nothing.
_AROUND = " \t\n\v\f\r\x85\xa0\u200b\u200e\u200f\u2028\u2029\u2060\ufeff"
#: Controls, blanks, overrides of the writing direction, halves of characters, and the backslash,
#: of which browsers and libraries think differently.
_REFUSED = re.compile(
    "[\x00-\x1f\x7f-\x9f\\s\\\\\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_OTHER_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PORTS = {"", "80", "443"}
_PORT = re.compile("[0-9]*")
_HALF = re.compile("[\ud800-\udfff]")
#: A name that ends so is an IPv4 address (https://url.spec.whatwg.org/#ends-in-a-number-checker).
_ADDRESS_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")

#: First labels of hosts that show the same as the host without them.
_SAME_SITE = {"www", "m", "mobile", "amp"}
_BLOGSPOT = re.compile(r"blogspot\.[a-z]{2,3}(?:\.[a-z]{2})?")
_INDEX = re.compile(
    r"index\.(?:[sx]?html?|php[0-9]?|phtml|aspx?|jspx?|cfm|cgi|pl)|default\.(?:html?|php|aspx?)",
    re.IGNORECASE,
)
#: Begins at the first of several only, so that no hostile path takes long.
_AMP_SUFFIX = re.compile(r"(?<=[^.])(?<!\.amp)(?:\.amp)++(?=(?:\.html?)?\Z)", re.IGNORECASE)
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^;]*", re.IGNORECASE)
#: From ``&amp;`` in the source of a page, pasted as it is.
_PASTED = re.compile(rb"\A(?:amp;)+")
#: What stands for itself (RFC 3986, 3.3 and 3.4), in a query without what divides it.
_SAFE = "!$&'()*+,;=:@"
_SAFE_IN_QUERY = "!$'()*,;:@/?"

#: A page that comes in between, for who is not logged in or has not agreed to something.
_GATE = re.compile(
    r"(?:(?:wp-)?log-?in|sign-?in|sign-?up|auth|authorize|sso|saml2?|accounts?|captcha|blogin|"
    r"(?:cookies?-?)?consent|gdpr|age-?(?:gate|check|verification)|not-?found|error|404)"
    r"(?:\.[a-z]{1,5})?",
    re.IGNORECASE,
)
_GATE_HOST = {"login", "signin", "auth", "sso", "accounts", "account", "consent"}


class UnusableUrl(ValueError):
    """Not the address of a post. ``code`` is what is wrong with it.

    ``scheme``: not http or https. ``credentials``: a name or password before the host. ``host``:
    none, an IP address, or a name that nobody can register. ``port``: not 80 or 443.
    ``too_long``: more than 2000 characters. ``characters``: blanks, controls, backslashes.
    """

    def __init__(self, code: UrlProblem) -> None:
        super().__init__(code)
        self.code: UrlProblem = code


def check_entry_url(url: str) -> str:
    """``url`` as an absolute http(s) address in ASCII, at most 2000 characters.

    Blanks around it are taken off, a scheme is added where none was typed (https), the host comes
    out as DNS is asked for it, and the usual port is left out. Path, query and fragment stay, with
    what is not ASCII in percent-encoded UTF-8. Raises ``UnusableUrl``.
    """
    url = url.strip(_AROUND)
    if len(url) > MAX_URL:
        raise UnusableUrl("too_long")
    if _REFUSED.search(url):
        raise UnusableUrl("characters")
    parts = parts_of(url)
    if parts is None:
        raise UnusableUrl("scheme" if _OTHER_SCHEME.match(url) else "host")
    checked = _written(parts, scheme=parts.scheme or "https", place=_checked_place(parts))
    if len(checked) > MAX_URL:
        raise UnusableUrl("too_long")
    return checked


def canonical_key(url: str) -> str:
    """What all addresses of one post have in common, as ``host/path?query``, in ASCII.

    Folded: scheme; ``www.``, ``m.``, ``mobile.``, ``amp.``; the country of a blogspot; ports 80
    and 443; user names; letter case and script of the host; doubled, last and dotted slashes;
    index files; AMP pages; session ids; tracking parameters; the order of parameters and the
    letter case of their names (values of equal names keep their order); ``+`` and ``%20`` in the
    query; percent-encoding; the fragment, but for ``#!`` routes. Told apart: letter case of the
    path and of values, other ports, other parameters.

    Of percent-encoding more is folded than RFC 3986, 6.2.2.2, allows: ``%27`` is ``'`` too, since
    pages and buttons for sharing write one or the other. ``%2F`` is no slash, ``%26`` divides no
    parameters. Text is in NFC.

    Never raises; what is no web address comes out as it is. The key of a key is the key.
    """
    folded = _folded(url)
    return str(folded) if folded else _clean(url)


def is_home_page(url: str) -> bool:
    """Whether ``url`` is that of a whole site: no path but an index file, and no parameter that
    chooses something. A front page in another folder (``/blog/``, ``/de/``) cannot be told."""
    folded = _folded(url)
    return folded is not None and folded == _Folded(folded.host)


def key_hash(key: str) -> str:
    """SHA-256 of ``key``, as 64 hexadecimal digits. Databases compare these and not the keys:
    their collations may fold letter case."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


def refined_key(key: str, *, urls: Sequence[str], canonical: str | None) -> str:
    """The key of an entry with ``key``, once its page has been fetched.

    ``urls``: every address on the way, the asked one first, where it was found last.
    ``canonical``: the absolute address in the page's ``rel=canonical`` (RFC 6596), if any.

    The entry gets the key of where it was found, so that short links lead to their post, or of
    ``canonical`` if that is on the same registrable domain. Neither counts where it is a home page
    or a gate (log-in, consent, error): sites send there from many posts, which would become one.
    Then the last address before it counts; of a home page that was asked for, itself.
    """
    if "#" in key or not urls:  # the server learns nothing of a route within the page
        return key
    asked, *ways = urls
    followed = [url for url in ways if _may_stand_for(url, asked)]
    found = followed[-1] if followed else asked
    if canonical and found == urls[-1] and is_same_domain(canonical, found):
        followed += [canonical] if _may_stand_for(canonical, found) else []
    return canonical_key(followed[-1]) if followed else key


def _checked_place(parts: AddressParts) -> str:
    """Host and port. Raises ``UnusableUrl``."""
    if parts.has_user:
        raise UnusableUrl("credentials")
    last_label = parts.host.rpartition(".")[2]
    if not registrable_domain(parts.host) or _ADDRESS_LABEL.fullmatch(last_label):
        raise UnusableUrl("host")
    if parts.port not in _PORTS:
        raise UnusableUrl("port")
    usual = {"http": "80"}.get(parts.scheme, "443")
    return parts.host if parts.port in ("", usual) else f"{parts.host}:{parts.port}"


def _written(parts: AddressParts, *, scheme: str, place: str) -> str:
    rest = parts.path
    rest += f"?{parts.query}" if parts.query else ""
    rest += f"#{parts.fragment}" if parts.fragment else ""
    return f"{scheme}://{place}{quote(rest, safe=_SAFE + '/?#%[]')}"


class _Folded(NamedTuple):
    host: str
    path: str = "/"
    query: str = ""
    route: str = ""

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.host}{self.path}{query}{self.route}"


def _clean(url: str) -> str:
    return _HALF.sub("\ufffd", url).strip(_AROUND)


def _folded(url: str) -> _Folded | None:
    parts = parts_of(_clean(url))
    if parts is None or not parts.host or not _PORT.fullmatch(parts.port):
        return None
    host = _folded_host(parts.host)
    path = _folded_path(parts.path)
    query = "&".join(_folded_parameters(parts.query, host, path))
    port = parts.port.lstrip("0")
    place = host if port in _PORTS else f"{host}:{port}"
    return _Folded(place, path, query, _route(parts.fragment))


def _folded_host(host: str) -> str:
    if ".blogspot." in host and _BLOGSPOT.fullmatch(domain := registrable_domain(host)):
        host = host.removesuffix(domain) + "blogspot.com"
    first, _dot, rest = host.partition(".")
    while first in _SAME_SITE and registrable_domain(rest):
        host = rest
        first, _dot, rest = host.partition(".")
    return host


def _folded_path(path: str) -> str:
    """Dots are followed as in RFC 3986, 5.2.4, before slashes are joined."""
    kept: list[str] = []
    for written in path.split("/")[1:]:
        segment = _SESSION.sub("", _encoded(unquote_to_bytes(written), _SAFE))
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(_without_ending([segment for segment in kept if segment]))


def _without_ending(segments: list[str]) -> list[str]:
    """``segments`` without an index file or a mark of AMP. A whole path ``/amp`` stays: it may be
    about amplifiers."""
    while segments:
        segments[-1] = _AMP_SUFFIX.sub("", segments[-1])
        is_amp = segments[-1].lower() == "amp" and len(segments) > 1
        if not is_amp and not _INDEX.fullmatch(segments[-1]):
            break
        segments.pop()
    return segments


def _folded_parameters(query: str, host: str, path: str) -> list[str]:
    pairs = [
        (name, value)
        for name, value in _parameters(query)
        if not is_tracking(name, value) and not is_blogger_view(name, value, host=host, path=path)
    ]
    pairs.sort(key=lambda pair: pair[0])  # stable: of equal names, the first or last may count
    return [f"{name}={value}" if value else name for name, value in pairs]


def _parameters(query: str) -> Iterator[tuple[str, str]]:
    """As forms write them (https://url.spec.whatwg.org/#urlencoded-parsing), encoded in one way."""
    for piece in query.replace("+", " ").split("&"):
        written, _equals, value = piece.partition("=")
        name = _PASTED.sub(b"", _composed(unquote_to_bytes(written)).lower())
        if name or value:
            yield _encoded(name, _SAFE_IN_QUERY), _encoded(unquote_to_bytes(value), _SAFE_IN_QUERY)


def _route(fragment: str) -> str:
    """``#!`` and what follows, by which some sites choose what they show; empty for others."""
    if not fragment.startswith("!"):
        return ""
    route = _encoded(unquote_to_bytes(fragment[1:]), f"{_SAFE}/?").strip("/")
    return f"#!{route}" if route else ""


def _encoded(raw: bytes, safe: str) -> str:
    return quote(_composed(raw), safe=safe)


def _composed(raw: bytes) -> bytes:
    """In NFC; as it is, if it is of another charset: only the server knows which."""
    try:
        return unicodedata.normalize("NFC", raw.decode()).encode()
    except UnicodeDecodeError:
        return raw


def _may_stand_for(url: str, other: str) -> bool:
    """Whether ``url`` is a page of its own, or of the same kind as ``other``."""
    kind = _kind(url)
    return kind == "page" or kind == _kind(other)


def _kind(url: str) -> Literal["home", "gate", "page"]:
    if is_home_page(url):
        return "home"
    parts = parts_of(url)
    if parts is None or parts.host.partition(".")[0] in _GATE_HOST:
        return "gate"
    steps = parts.path.strip("/").split("/")
    return "gate" if _GATE.fullmatch(steps[0]) or _GATE.fullmatch(steps[-1]) else "page"
