"""What is asked before a person is told who opened their data: who asks, and how that was made sure."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhucun.households.choices import Asker
from zhucun.households.forms_acts import one_of, why
from zhucun.kernel.forms import AskingForm


class TellForm(AskingForm):
    asked_by = one_of(_("谁来问"), Asker.choices, widget=forms.RadioSelect, initial=Asker.SELF)
    because = why(
        _("怎样核实来人身份"), help_text=_("例如“当面核对身份证”。不写证件号码。答复本身也会留下记录。")
    )
