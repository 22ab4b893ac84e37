"""Model fields that carry what the API and the database need to know.

The v3 API picks its schema by the class of a field, so what has a shape of its own has a class of
its own. Nothing here knows the API.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.db import models
from django.db.models.fields.reverse_related import ManyToOneRel
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from wagtail_parenting.moments import in_utc


class BodyField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    ``blocks`` is a function that returns (name, block) pairs, or such pairs, or a stream block. A
    field without blocks is what a migration sees: it hands the stored JSON through untouched, so
    a data migration's ``save()`` leaves bodies whole.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        self.is_historical = not callable(block_types) and not block_types
        super().__init__(block_types, **kwargs)

    @property
    def blocks_from(self) -> Any:
        """What the field was given: a function that returns pairs, pairs, or a stream block."""
        return self._given_blocks

    @property
    def block_types_arg(self) -> Any:
        """The pairs, asked for late: a setting may name them, and blocks may need models."""
        given = self._given_blocks
        is_block = isinstance(given, type) or not callable(given)
        return given if is_block else given()

    @block_types_arg.setter
    def block_types_arg(self, value: Any) -> None:
        self._given_blocks = value

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [], kwargs

    def to_python(self, value: Any) -> Any:
        if not self.is_historical:
            if isinstance(value, list):
                value = [item for item in value if _may_be_block(item)]
            return super().to_python(value)
        if isinstance(value, str):
            return json.loads(value) if value else []
        return value

    def get_prep_value(self, value: Any) -> Any:
        if self.is_historical and not isinstance(value, StreamValue):
            return value if value is not None else []
        return super().get_prep_value(value)

    def get_default(self) -> Any:
        return [] if self.is_historical else super().get_default()


def _may_be_block(item: Any) -> bool:
    """Whether an item of a stream is one at all; an import may leave anything there."""
    return "type" in item if isinstance(item, dict) else isinstance(item, tuple)


class SourcesField(BodyField):
    """The ordered sources of an article. The API reads them as a numbered list."""


class ShownRel(ManyToOneRel):
    """The reverse side of a ``ShownKey``: the API shows it in a shape of its own."""


class ShownKey(ParentalKey):
    """From an ordered row to its page. The row's class names the API's shape, ``api_shape``."""

    rel_class = ShownRel


class ShownPictureKey(models.ForeignKey):  # type: ignore[type-arg]
    """To a picture. The API reads and writes its id; a picture that is not public reads as null."""


class ShownChoice(models.CharField):  # type: ignore[type-arg]
    """One of a few words. The API names them."""


class ShownManyToManyField(ParentalManyToManyField):
    """To snippets whose class names the API's shape, ``api_shape``."""


class ShownTags(ClusterTaggableManager):
    """Tags that the API shows as name and slug."""


class MomentField(models.DateTimeField):  # type: ignore[type-arg]
    """A point in time that is looked up alike on every database; without a zone it is in UTC.

    Looking up what lies outside the years 1 to 9999 of UTC raises ``ValueError``: PostgreSQL
    would find nothing, the others would fail.
    """

    def get_prep_value(self, value: Any) -> Any:
        moment = self.to_python(value)
        return in_utc(moment) if isinstance(moment, datetime.datetime) else moment


class ExactCollation(models.Field):  # type: ignore[type-arg]
    """Makes a text column compare exactly on MariaDB too.

    Its usual collations fold case and accents, and one emoji into another: ``naïve`` would be
    ``naive``. PostgreSQL and SQLite compare exactly as they are.
    """

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "mysql":  # the kinds that do not ignore trailing spaces
            mariadb = connection.mysql_is_mariadb
            parameters["collation"] = "utf8mb4_nopad_bin" if mariadb else "utf8mb4_0900_bin"
        return parameters


class ExactCharField(ExactCollation, models.CharField):  # type: ignore[type-arg]
    """A ``CharField`` that compares exactly on every database."""


class ExactSlugField(ExactCollation, models.SlugField):  # type: ignore[type-arg]
    """A ``SlugField`` that compares exactly on every database."""


class ThreadPathField(models.CharField):  # type: ignore[type-arg]
    """A path of ``comments.threads``, compared byte by byte on every database: the languages of
    some put ``CH`` behind ``H``, or ``AA`` behind ``Z``."""

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        collations = {"postgresql": "C", "mysql": "ascii_bin"}
        if connection.vendor in collations:
            parameters["collation"] = collations[connection.vendor]
        return parameters
