"""What looking through the search box is called in the log."""

from django.utils.translation import gettext_lazy as _

from boso.foundation.audit.verbs import register

register({"search.look": _("Searched")})
