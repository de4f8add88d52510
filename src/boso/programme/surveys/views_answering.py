"""The pages of those who are asked. Nobody is signed in here: the link is all, and nothing says when it was used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from boso.core.questionnaires.answering import Standing
from boso.foundation.access.actor import NOBODY
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.questionnaires import filling
from boso.foundation.questionnaires import queries as forms
from boso.foundation.questionnaires.models import FormVersion
from boso.foundation.questionnaires.store import Draft
from boso.foundation.web.pages import get_or_post, public
from boso.programme.surveys import actions_answers as actions
from boso.programme.surveys import keys, letters, queries
from boso.programme.surveys.models import Anonymity, Fate, WaveState
from boso.programme.surveys.queries import Asked

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

P = ParamSpec("P")
LANGUAGES = ("nb", "nn", "en")


def for_holders(view: Callable[Concatenate[PageRequest, Asked, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of whoever holds the link: as nobody in particular, in the language they chose, never kept or passed on.

    A link that leads nowhere gets a plain page that says so.
    """

    @wraps(view)
    def held(request: PageRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request.actor = NOBODY
        try:
            asked = queries.asked(token)
        except Refused:
            return _private(render(request, "surveys/nowhere.html", {"alone": True}, status=404))
        language = _language(request, asked)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = _private(view(request, asked, *args, **kwargs))
        response["Content-Language"] = language
        return response

    return held


def _private(response: HttpResponse) -> HttpResponse:
    # Not «no-referrer»: then browsers say nothing of where a form is sent from, and what is sent is refused.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _language(request: PageRequest, asked: Asked) -> str:
    """The language just chosen, else that of what is answered so far, else the one on the list of those asked."""
    chosen = request.GET.get("language", "")
    kept = _plain(asked).get("language", "") if asked.unsent is not None else ""
    return next((each for each in (chosen, kept, asked.respondent.language) if each in LANGUAGES), "nb")


@public
@never_cache
@require_GET
@for_holders
def start(request: PageRequest, asked: Asked) -> HttpResponse:
    """Who asks, what for, what is promised; and where it stands: to begin, to go on, thanks, or closed."""
    wave, survey = asked.wave, asked.wave.survey
    today = timezone.localdate()
    said_no = asked.respondent.fate == Fate.SAID_NO
    context: dict[str, Any] = {
        "survey": survey,
        "wave": wave,
        "token": asked.token,
        "questions": wave.version.questions if wave.version is not None else 0,
        "promise": letters.promise(Anonymity(survey.anonymity)),
        "stands": "answered"
        if asked.respondent.answered
        else "open"
        if asked.may_answer(today)
        else _shut(asked, today),
        "begun": asked.unsent is not None,
        "said_no": said_no,
        "language": translation.get_language(),
        "languages": [(code, name) for code, name in settings.LANGUAGES if code in LANGUAGES],
        "synthetic": survey.programme == "demonstration",
        "alone": True,
    }
    return render(request, "surveys/start.html", context)


def _shut(asked: Asked, today: dt.date) -> str:
    wave = asked.wave
    early = wave.state == WaveState.OPEN and wave.opens is not None and wave.opens > today
    return "early" if early else "closed"


@public
@never_cache
@get_or_post
@for_holders
def form(request: PageRequest, asked: Asked) -> HttpResponse:
    """The form itself. Everything typed is kept as one goes."""
    wave = asked.wave
    back = reverse("answering:start", args=[asked.token])
    if wave.version is None or not asked.may_answer(timezone.localdate()):
        return redirect(back)
    setting = filling.Setting(
        leave=back, about=wave.survey.title, send=_("Send my answers"), template="surveys/answer.html", light=True,
        extra={"synthetic": wave.survey.programme == "demonstration", "start": back},
    )  # fmt: skip
    try:
        return filling.page(request, wave.version, Link(request, asked, wave.version), setting)
    except NotNow as obstacle:
        messages.info(request, str(obstacle))
        return redirect(back)


@public
@never_cache
@require_POST
@for_holders
def say_no(request: PageRequest, asked: Asked) -> HttpResponse:
    """The person does not want to take part."""
    try:
        actions.say_no(asked)
    except NotNow as obstacle:
        messages.info(request, str(obstacle))
    return redirect("answering:start", asked.token)


class Link:
    """The answers of whoever holds a link."""

    def __init__(self, request: PageRequest, asked: Asked, version: FormVersion) -> None:
        self.request = request
        self.asked = asked
        self.version = version

    def load(self) -> Draft:
        """What is kept so far, in the language chosen."""
        plain = _plain(self.asked)
        language = plain.get("language") or translation.get_language() or "nb"
        moment = dt.datetime.fromisoformat(plain["at"]) if "at" in plain else None
        return Draft(plain.get("answers", {}), plain.get("reasons", {}), language, moment)

    def save(self, draft: Draft) -> dt.datetime:
        """Keep it as it stands."""
        if draft.language in LANGUAGES:
            translation.activate(draft.language)
        return actions.keep(self.asked, draft, self.standing(draft))

    def submit(self, draft: Draft, standing: Standing) -> str:
        """Send it in; who has sent it in already, by pressing twice, is thanked all the same."""
        try:
            actions.send_in(self.asked, standing)
        except NotNow:
            if not queries.asked(self.asked.token).respondent.answered:
                raise
        return reverse("answering:start", args=[self.asked.token])

    def standing(self, draft: Draft) -> Standing:
        """How the form stands with what is answered."""
        now = timezone.localtime()
        return forms.ready(self.version).assess(
            draft.answers, today=now.date(), now=now.replace(tzinfo=None), language=draft.language
        )


def _plain(asked: Asked) -> dict[str, Any]:
    found: dict[str, Any] = keys.opened(asked.wave.pk, asked.unsent.sealed) if asked.unsent is not None else {}
    return found
