"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from zhucun.config.settled import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhucun.config.settings")
application = get_wsgi_application()
settle()
