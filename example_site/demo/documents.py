"""The demo's documents: a hummed lullaby and a first-aid card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection

from example_site.demo.first_aid_card import first_aid_card
from example_site.demo.lullaby import lullaby


@dataclass(frozen=True)
class Made:
    """A document that is made, not kept as a file."""

    title: str
    file_name: str
    make: Callable[[], bytes]


DOCUMENTS = {
    "lullaby": Made("A hummed lullaby", "lullaby.wav", lullaby),
    "first-aid-card": Made("First-aid card: choking", "first-aid-card.pdf", first_aid_card),
}


def make_documents(collection: Collection, user: Any) -> dict[str, int]:
    """All documents, as ids by name."""
    ids = {}
    for name, made in DOCUMENTS.items():
        document = get_document_model().objects.create(
            title=made.title,
            file=ContentFile(made.make(), name=made.file_name),
            collection=collection,
            uploaded_by_user=user,
        )
        # What the upload form notes, and the API tells readers before they download.
        document.get_file_size()
        document.get_file_hash()
        ids[name] = int(document.pk)
    return ids
