from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParentingPagesConfig(AppConfig):
    name = "wagtail_parenting.pages"
    label = "parenting_pages"
    verbose_name = _("Parenting pages")
    default_auto_field = "django.db.models.BigAutoField"
