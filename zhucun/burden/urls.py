"""Addresses of burden, below /c/<county>/."""

from django.urls import path

from zhucun.burden.views import answering, deciding, refusing, requests, weighing

app_name = "burden"

_REQUEST = "requests/<uuid:request_id>/"
_VILLAGE = "villages/<str:code>/"
_REFUSED = "refused/<uuid:refused>/"

urlpatterns = [
    path("", requests.requests, name="requests"),
    path("mine/", answering.mine, name="mine"),
    path("new/", requests.draft, name="draft"),
    path("month/", weighing.month, name="month"),
    path("asked/", weighing.asked, name="asked"),
    path("refused/", refusing.refused_list, name="refused"),
    path(_REFUSED, refusing.unregistered, name="unregistered"),
    path(_REFUSED + "confirm/", refusing.confirm, name="confirm"),
    path(_REFUSED + "draft/", refusing.make_draft, name="make_draft"),
    path(_VILLAGE, answering.village, name="village"),
    path(_VILLAGE + "held/<slug:figure>/", weighing.figure, name="figure"),
    path(_VILLAGE + "refuse/", refusing.refuse, name="refuse"),
    path(_VILLAGE + _REQUEST + "<int:nth>/", answering.fill, name="fill"),
    path("answers/<uuid:answer>/", answering.answer, name="answer"),
    path(_REQUEST, requests.request_page, name="request"),
    path(_REQUEST + "change/", requests.change, name="change"),
    path(_REQUEST + "renew/", requests.renew, name="renew"),
    path(_REQUEST + "answers/<int:nth>/", answering.answers, name="answers"),
    path(_REQUEST + "answers/<int:nth>/answers.xlsx", answering.answers_xlsx, name="answers_xlsx"),
    path(_REQUEST + "submit/", deciding.submit, name="submit"),
    path(_REQUEST + "approve/", deciding.approve, name="approve"),
    path(_REQUEST + "return/", deciding.give_back, name="return"),
    path(_REQUEST + "withdraw/", deciding.withdraw, name="withdraw"),
]
