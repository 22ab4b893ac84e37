"""Pictures, video, sound and files."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from wagtail_parenting.api.shapes import AudioValue, DownloadValue, EmbedValue, Picture
from wagtail_parenting.blocks import BodyBlock, Rendering, rich_text


class ImageBlock(BodyBlock):
    """A picture in the text: with alt text, or decorative. The publish checks see to it."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        required=False,
        max_length=300,
        label=_("Alt text"),
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    decorative = blocks.BooleanBlock(
        required=False, label=_("Decorative"), help_text=_("It shows nothing that the text lacks.")
    )
    caption = blocks.CharBlock(required=False, max_length=300, label=_("Caption"))
    credit = blocks.CharBlock(required=False, max_length=160, label=_("Credit"))

    class Meta:
        api_shape = Picture
        icon = "image"
        label = _("Image")
        group = _("Media")
        template = "wagtail_parenting/blocks/image.html"
        description = _("A picture with alt text, caption and credit.")
        preview_value = {
            "image": None,
            "alt": "A cot by a window",
            "decorative": False,
            "caption": "Keep the cot clear.",
            "credit": "",
        }

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> Picture | None:
        return rendering.picture(
            raw.get("image"),
            set_name="inline",
            alt=raw.get("alt") or "",
            decorative=bool(raw.get("decorative")),
            caption=raw.get("caption") or "",
            credit=raw.get("credit") or "",
        )


class EmbedBlock(BodyBlock):
    """A video elsewhere. Nothing is fetched for it: the player's address follows from its own."""

    url = blocks.URLBlock(label=_("Address of the video"))
    title = blocks.CharBlock(required=False, max_length=200, label=_("Title"))
    transcript = rich_text(_("Transcript"), required=False)

    class Meta:
        api_shape = EmbedValue
        icon = "media"
        label = _("Video")
        group = _("Media")
        template = "wagtail_parenting/blocks/embed.html"
        description = _("A video with its transcript. YouTube and Vimeo play in the page.")
        preview_value = {
            "url": "https://vimeo.com/76979871",
            "title": "Holding a newborn",
            "transcript": "<p>One hand under the head, one under the bottom.</p>",
        }

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> EmbedValue:
        url = raw.get("url") or ""
        provider, embed_url = player(url)
        return {
            "url": url,
            "title": raw.get("title") or "",
            "provider": provider,
            "embed_url": embed_url,
            "transcript": rendering.rich_text(raw.get("transcript") or ""),
        }


_YOUTUBE_ID = re.compile(r"[\w-]{11}\Z", re.ASCII)
_VIMEO_ID = re.compile(r"[0-9]{6,12}\Z")


def player(url: str) -> tuple[str, str | None]:
    """The provider's name and the player's address; (host, None) where only a link is possible.

    Address forms: YouTube's and Vimeo's own help pages on embedding, as of November 2026.
    YouTube's player is the cookie-free one, Vimeo's is asked not to track.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    segments = [segment for segment in parts.path.split("/") if segment]
    if host in {"youtube.com", "youtu.be", "youtube-nocookie.com"}:
        wanted = parse_qs(parts.query).get("v", [])[:1] or segments[-1:]
        if wanted and _YOUTUBE_ID.match(wanted[0]):
            return "YouTube", f"https://www.youtube-nocookie.com/embed/{wanted[0]}"
    if host in {"vimeo.com", "player.vimeo.com"} and segments and _VIMEO_ID.match(segments[-1]):
        return "Vimeo", f"https://player.vimeo.com/video/{segments[-1]}?dnt=1"
    return host, None


class AudioBlock(BodyBlock):
    """A sound file with its transcript."""

    file = DocumentChooserBlock(label=_("Sound file"))
    title = blocks.CharBlock(required=False, max_length=200, label=_("Title"))
    transcript = rich_text(_("Transcript"), required=False)

    class Meta:
        api_shape = AudioValue
        icon = "media"
        label = _("Audio")
        group = _("Media")
        template = "wagtail_parenting/blocks/audio.html"
        description = _("A sound file with its transcript.")
        preview_value = {"file": None, "title": "A lullaby", "transcript": "<p>(humming)</p>"}

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> AudioValue | None:
        file = rendering.file(raw.get("file"))
        if file is None:
            return None
        return {
            "title": raw.get("title") or file["title"],
            "file": file,
            "transcript": rendering.rich_text(raw.get("transcript") or ""),
        }


class DownloadBlock(BodyBlock):
    """A file to take home."""

    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(required=False, max_length=200, label=_("Title"))

    class Meta:
        api_shape = DownloadValue
        icon = "download"
        label = _("Download")
        group = _("Media")
        template = "wagtail_parenting/blocks/download.html"
        description = _("A file to download, with its size.")
        preview_value = {"file": None, "title": "First-aid card"}

    def api_value(self, raw: dict[str, Any], rendering: Rendering) -> DownloadValue | None:
        file = rendering.file(raw.get("file"))
        if file is None:
            return None
        return {"title": raw.get("title") or file["title"], "file": file}
