"""The models of all slices, so that Django sees them. Each lives with its slice."""

from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.relations import RelatedSuggestion
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Tag, Topic
from wagtail_parenting.comments.models import (
    CommentLike,
    CommentReport,
    CommentSettings,
    ReaderComment,
)
from wagtail_parenting.headless.models import (
    CommunityStamp,
    GonePath,
    HeadlessSettings,
    ImageColour,
    PageStamp,
    PreviewGrant,
    SiteStamp,
)
from wagtail_parenting.linkups.models import (
    Draw,
    EditionSlot,
    EntryClicks,
    EntryLike,
    EntryReport,
    LinkUpEntry,
)
from wagtail_parenting.moderation.models import (
    BlockEntry,
    KnownDomain,
    ModerationArea,
    Refusal,
)
from wagtail_parenting.readers.models import (
    MailedLink,
    Mailing,
    MutedMail,
    Notice,
    Reader,
    Subscription,
)
from wagtail_parenting.sharing.models import ShareCount, SharingSettings

__all__ = [
    "BlockEntry",
    "CommentLike",
    "CommentReport",
    "CommentSettings",
    "CommunityStamp",
    "Contributor",
    "Draw",
    "EditionSlot",
    "EntryClicks",
    "EntryLike",
    "EntryReport",
    "GonePath",
    "HeadlessSettings",
    "ImageColour",
    "KnownDomain",
    "LifeStage",
    "LinkUpEntry",
    "MailedLink",
    "Mailing",
    "ModerationArea",
    "MutedMail",
    "Notice",
    "PageStamp",
    "PreviewGrant",
    "Reader",
    "ReaderComment",
    "Refusal",
    "RelatedSuggestion",
    "ShareCount",
    "SharingSettings",
    "SiteStamp",
    "Subscription",
    "Tag",
    "Topic",
]
