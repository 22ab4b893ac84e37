"""Rich text that belongs to no page, such as the rules of a site."""

from __future__ import annotations

from wagtail_parenting.headless.loading import public_documents
from wagtail_parenting.headless.rich_text import References, Targets, collect, render
from wagtail_parenting.headless.routing import Frontends, absolute, cms_origin
from wagtail_parenting.headless.tree import all_pages
from wagtail_parenting.headless.visibility import public_pages


def loose_html(raw: str, frontends: Frontends, *, origin: str = "") -> str:
    """``raw`` as stored, as HTML for a frontend at ``origin``. At most 2 queries, none without
    links to pages or documents."""
    references = References()
    collect(raw, references)
    pages = {}
    if references.linked:
        linked = all_pages().filter(pk__in=references.linked)
        pages = {page.pk: page for page in public_pages(linked, frontends.tree_paths())}
    documents = public_documents(references.documents)
    cms = cms_origin(frontends)
    targets = Targets(
        page_url=lambda pk: frontends.url(pages[pk]) if pk in pages else None,
        document_url=lambda pk: absolute(documents[pk].url, cms) if pk in documents else None,
        picture_html=lambda pk, alt: None,
        origin=origin,
    )
    return render(raw, format="html", targets=targets)
