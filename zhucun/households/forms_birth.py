"""What is asked when only somebody's birth date was missing, so that nothing that is kept closely has to be shown."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhucun.households.forms_acts import day, why
from zhucun.kernel.forms import AskingForm


class BirthForm(AskingForm):
    born_on = day(_("出生日期"), help_text=_("照户口本或者身份证填写。不知道的不要猜。"))
    because = why(help_text=_("例如“户口本核对”。"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["born_on"].widget.attrs["max"] = today.isoformat()
