"""The pipeline of rules: what a reader sends passes, waits for a moderator, or is refused.

Reader comments and link-ups send the same ``Submission`` through the same rules. A rule looks at
it and says ``Pass``, ``Hold``, ``Spam`` or, by raising an error, that it is refused. All rules are
asked, so that a moderator sees every reason. What rules want to know of the past they ask a
``History``, which each slice answers from its own tables.

A site adds a rule by naming its class in ``MODERATION_RULES``.
"""

from __future__ import annotations

import abc
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Protocol

from django.utils.module_loading import import_string

from wagtail_parenting.conf import config
from wagtail_parenting.errors import ParentingError


@dataclass(frozen=True)
class Recent:
    """What was sent lately: from the same connection within an hour, to the same page within a
    minute, and whether the same words came within a week, to the page or by the same sender."""

    from_connection: int = 0
    to_page: int = 0
    has_same: bool = False


class History(Protocol):
    """What rules ask of the past. Each question costs 1 query at most, and only if it is asked."""

    @property
    def recent(self) -> Recent:
        """What was sent lately."""

    @property
    def has_approved(self) -> bool:
        """Whether something of the same account or confirmed address was approved before."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """How the form was filled in. ``proof`` is the answer to its proof of work."""

    nonce: str
    seconds_open: int
    honeypot: str = ""
    proof: str = ""


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What a reader sends.

    ``address`` is normalised; ``text`` is without markup, ``links`` are the addresses in it;
    ``connections`` are the keyed hashes of the connection, the present key's first. ``form`` is
    None where none was filled in: for an edit, and when the past is looked at again
    (``is_replayed``).
    """

    kind: Literal["comment", "entry"]
    history: History
    approval: str
    name: str = ""
    address: str = ""
    website: str = ""
    text: str = ""
    links: Sequence[str] = ()
    connections: Sequence[str] = ()
    is_verified: bool = False
    form: Form | None = None
    is_replayed: bool = False


@dataclass(frozen=True)
class Pass:
    """Nothing to say against it."""


@dataclass(frozen=True)
class Hold:
    """A moderator should see it first. ``reason`` is a stable word, ``note`` what was found."""

    reason: str
    note: str = ""


@dataclass(frozen=True)
class Spam(Hold):
    """Nobody need see it, unless she looks for it."""


Outcome = Pass | Hold


class Rule(abc.ABC):
    """One rule. ``name`` is a stable word for the settings and the log."""

    name: ClassVar[str]

    @abc.abstractmethod
    def judge(self, submission: Submission) -> Outcome:
        """Raises a ``ParentingError`` to refuse it."""


@dataclass(frozen=True)
class Verdict:
    """What became of it: ``status`` and, unless approved, why."""

    status: Literal["approved", "held", "spam"]
    reasons: list[dict[str, str]] = field(default_factory=list)

    @property
    def words(self) -> set[str]:
        return {reason["reason"] for reason in self.reasons}

    def besides(self, before: Sequence[dict[str, str]]) -> Verdict:
        """The same of something that waits for other reasons already, and goes on waiting."""
        if not before:
            return self
        known = {reason["reason"] for reason in before}
        added = [reason for reason in self.reasons if reason["reason"] not in known]
        return Verdict("held" if self.status == "approved" else self.status, [*before, *added])


def judge(submission: Submission) -> Verdict:
    """Ask all rules. Raises what a rule raises to refuse it."""
    return _verdict(rule.judge(submission) for rule in rules())


def would_judge(submission: Submission) -> Verdict:
    """The same of what is there already: what would be refused is held."""
    found: list[Outcome] = []
    for rule in rules():
        try:
            found.append(rule.judge(submission))
        except ParentingError as refused:
            found.append(Hold(refused.code))
    return _verdict(found)


def _verdict(outcomes: Iterable[Outcome]) -> Verdict:
    held = [outcome for outcome in outcomes if isinstance(outcome, Hold)]
    if not held:
        return Verdict("approved")
    status: Literal["held", "spam"] = "held"
    if any(isinstance(outcome, Spam) for outcome in held):
        status = "spam"
    return Verdict(status, [reason(outcome.reason, outcome.note) for outcome in held])


def reason(word: str, note: str = "") -> dict[str, str]:
    """A reason as it is kept."""
    return {"reason": word, "note": note[:200]}


def rules() -> tuple[Rule, ...]:
    """The rules of the site, in their order."""
    return _rules(tuple(config().moderation_rules))


@functools.lru_cache(maxsize=8)
def _rules(paths: tuple[str, ...]) -> tuple[Rule, ...]:
    found: list[Any] = [import_string(path) for path in paths]
    return tuple(rule() for rule in found)
