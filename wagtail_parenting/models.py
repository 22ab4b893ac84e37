"""The models of all slices, so that Django sees them. Each lives with its slice."""

from wagtail_parenting.articles.people import Contributor
from wagtail_parenting.articles.relations import RelatedSuggestion
from wagtail_parenting.articles.stages import LifeStage
from wagtail_parenting.articles.topics import Tag, Topic
from wagtail_parenting.headless.models import (
    GonePath,
    HeadlessSettings,
    ImageColour,
    PageStamp,
    PreviewGrant,
    SiteStamp,
)
from wagtail_parenting.sharing.models import ShareCount, SharingSettings

__all__ = [
    "Contributor",
    "GonePath",
    "HeadlessSettings",
    "ImageColour",
    "LifeStage",
    "PageStamp",
    "PreviewGrant",
    "RelatedSuggestion",
    "ShareCount",
    "SharingSettings",
    "SiteStamp",
    "Tag",
    "Topic",
]
