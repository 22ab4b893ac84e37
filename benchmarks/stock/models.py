"""An article in the way of Wagtail's documentation: what the row **stock** lists.

It shows less than ``AdviceArticlePage`` does (no reviewers, stages, topics, suggestions, section or
sets of renditions), so it is a mild reference.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from rest_framework import serializers
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images.api.fields import ImageRenditionField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Orderable, Page


class StockAuthor(models.Model):
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    bio = models.TextField()
    picture = models.ForeignKey(
        "wagtailimages.Image", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class StockAuthorSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = StockAuthor
        fields = ["id", "name", "role", "bio"]


class APIImageChooserBlock(ImageChooserBlock):
    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        if value is None:
            return None
        rendition = value.get_rendition("width-960|format-webp|webpquality-74")
        return {
            "id": value.pk,
            "title": value.title,
            "url": rendition.url,
            "width": rendition.width,
            "height": rendition.height,
        }


class StockImageBlock(blocks.StructBlock):
    image = APIImageChooserBlock()
    alt = blocks.CharBlock(required=False)
    decorative = blocks.BooleanBlock(required=False)
    caption = blocks.CharBlock(required=False)
    credit = blocks.CharBlock(required=False)


class StockHeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock()
    level = blocks.ChoiceBlock(choices=[("h2", "h2"), ("h3", "h3"), ("h4", "h4")])


class StockKeyPointsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False)
    points = blocks.ListBlock(blocks.CharBlock())


class StockDoDontBlock(blocks.StructBlock):
    do_heading = blocks.CharBlock(required=False)
    do = blocks.ListBlock(blocks.CharBlock())
    dont_heading = blocks.CharBlock(required=False)
    dont = blocks.ListBlock(blocks.CharBlock())


class StockQuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock()
    attribution = blocks.CharBlock(required=False)
    source_url = blocks.URLBlock(required=False)


class StockCareCardBlock(blocks.StructBlock):
    level = blocks.ChoiceBlock(
        choices=[("non_urgent", "Non-urgent"), ("urgent", "Urgent"), ("emergency", "Emergency")]
    )
    heading = blocks.CharBlock()
    text = blocks.RichTextBlock()
    phone_label = blocks.CharBlock(required=False)
    phone = blocks.CharBlock(required=False)
    link_label = blocks.CharBlock(required=False)
    link_url = blocks.URLBlock(required=False)


class StockSourceBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    publisher = blocks.CharBlock(required=False)
    url = blocks.URLBlock(required=False)
    read_on = blocks.DateBlock(required=False)


class StockIndexPage(Page):
    pass


class StockArticleTag(TaggedItemBase):
    content_object = ParentalKey(
        "stock.StockArticlePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class StockArticlePage(Page):
    standfirst = models.TextField(blank=True)
    hero_image = models.ForeignKey(
        "wagtailimages.Image", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    hero_alt = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True)
    body = StreamField(
        [
            ("paragraph", blocks.RichTextBlock()),
            ("heading", StockHeadingBlock()),
            ("key_points", StockKeyPointsBlock()),
            ("do_dont", StockDoDontBlock()),
            ("quote", StockQuoteBlock()),
            ("care_card", StockCareCardBlock()),
            ("image", StockImageBlock()),
        ],
        blank=True,
    )
    sources = StreamField([("source", StockSourceBlock())], blank=True)
    tags = ClusterTaggableManager(through=StockArticleTag, blank=True)

    api_fields = [
        APIField("standfirst"),
        APIField(
            "hero",
            serializer=ImageRenditionField(
                "width-1200|format-jpeg|jpegquality-80", source="hero_image"
            ),
        ),
        APIField("hero_alt"),
        APIField("published_at"),
        APIField("authors"),
        APIField("body"),
        APIField("sources"),
        APIField("tags"),
        APIField("related"),
    ]


class StockArticleAuthor(Orderable):
    page = ParentalKey(StockArticlePage, on_delete=models.CASCADE, related_name="authors")
    author = models.ForeignKey(StockAuthor, on_delete=models.CASCADE, related_name="+")

    api_fields = [APIField("author", serializer=StockAuthorSerializer())]


class StockRelatedArticle(Orderable):
    page = ParentalKey(StockArticlePage, on_delete=models.CASCADE, related_name="related")
    article = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    api_fields = [APIField("article")]


class StockNote(models.Model):
    """A row that is written: what one INSERT costs."""

    text = models.TextField()

    def __str__(self) -> str:
        return f"note {self.pk}"
