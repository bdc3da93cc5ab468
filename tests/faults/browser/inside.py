"""What is done in the home of the served door: `session` signs the first secretary in, `look` reads what has come. JSON."""

import json
import os
import sys
from typing import Any

import django


def session(_county: str) -> dict[str, Any]:
    """A sign-in on the web from this moment."""
    from django.conf import settings

    from zhucun.accounts.models import User
    from zhucun.testing.cast import client_of

    client = client_of(User.objects.get(username="first_secretary"))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


def look(county: str) -> dict[str, Any]:
    """The words of all notes, and of each phone what never came."""
    from zhucun.fieldwork.models import WorkRecord
    from zhucun.sync.models import Device, Receipt
    from zhucun.sync.queries import never_came

    records = WorkRecord.objects.in_county(county).filter(form="work-note")
    return {
        "notes": [record.body["text"] for record in records],
        "receipts": Receipt.objects.in_county(county).count(),
        "never_came": {str(device.id): never_came(device) for device in Device.objects.in_county(county)},
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhucun.config.settings"
    django.setup()
    json.dump({"session": session, "look": look}[sys.argv[1]](sys.argv[2]), sys.stdout)
