"""The entry of the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boso.config.settings")
# What is loaded now stays: looking through it for garbage is a sixth of the start.
gc.disable()
application = get_wsgi_application()
gc.freeze()
gc.enable()
