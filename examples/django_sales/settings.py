"""The settings of this example: one app, and a SQLite file."""

import os
from pathlib import Path

DATABASE = os.environ.get("DATABASE", str(Path(__file__).with_name("sales.sqlite")))

SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "only for this example")
INSTALLED_APPS = ["sales"]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE, "TEST": {"NAME": f"{DATABASE}.test"}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
