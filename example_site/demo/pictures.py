"""The drawn pictures, as Wagtail images in a collection of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.models import Collection

from example_site.demo.content import PICTURES


def picture_title(name: str) -> str:
    """``person-tom-okafor`` is ``Tom Okafor``; ``starting-solids`` is ``Starting solids``."""
    words = name.split("-")
    if words[0] == "person":
        return " ".join(word.capitalize() for word in words[1:])
    return " ".join(words[words[0] == "inline" :]).capitalize()


class Pictures:
    """Gives out image ids by the names of the files, and makes each image once."""

    def __init__(self, collection: Collection, descriptions: dict[str, str], user: Any) -> None:
        self._collection = collection
        self._descriptions = descriptions
        self._user = user
        self._ids: dict[str, int] = {}

    def make_all(self) -> None:
        """Also those that no article shows: editors find them in the chooser."""
        for file in sorted(PICTURES.glob("*.webp")):
            self.id_of(file.stem)

    def id_of(self, name: str) -> int:
        """The id of the image. Raises ``KeyError`` when there is no such picture."""
        if name not in self._ids:
            self._ids[name] = self._make(name)
        return self._ids[name]

    def _make(self, name: str) -> int:
        file = PICTURES / f"{name}.webp"
        if not file.exists():
            raise KeyError(f"There is no picture {file.name}.")
        with file.open("rb") as opened:
            image = get_image_model().objects.create(
                title=picture_title(name),
                description=self._descriptions.get(name, ""),
                file=ImageFile(opened, name=file.name),
                collection=self._collection,
                uploaded_by_user=self._user,
            )
        # What the upload form notes for the chooser and for finding duplicates.
        image.get_file_size()
        image.get_file_hash()
        return int(image.pk)


def alt_texts(articles: Iterable[Any]) -> dict[str, str]:
    """What the pictures show, as the articles say it first."""
    found: dict[str, str] = {}
    for article in articles:
        found.setdefault(article.hero.picture, article.hero.alt)
        for block in article.body:
            image = block.get("image")
            if image and image["alt"]:
                found.setdefault(image["picture"], image["alt"])
    return found
