"""The pages on which a form is filled in, for the app that asks.

    @keeps_posts
    @page(policy)
    def fill(request, pk):
        return filling.page(request, version, store, filling.Setting(leave=reverse(...), title=...))

One address; `?page=` says which page. Every post keeps what was typed, whatever else it asks for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boso.core.questionnaires.answering import Ready, Standing, add_round, remove_round
from boso.core.questionnaires.standing import Page
from boso.foundation.access.decisions import NotNow
from boso.foundation.questionnaires import actions, asked, posted, queries
from boso.foundation.questionnaires.holding import keeps_posts, signed_for
from boso.foundation.questionnaires.models import FormVersion
from boso.foundation.questionnaires.review import Review, review_of
from boso.foundation.questionnaires.store import AnswerStore

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

__all__ = ["REVIEW", "Setting", "keeps_posts", "page"]

#: The page on which everything is looked over before it is sent. No question can be called so.
REVIEW = "~review"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the form is filled in. leave: where one goes who puts it away. about: whom or what it is about, short.

    send: what the last button says. template: extends `questionnaires/fill.html`. extra: for the template, such as
    `organisation` (whose invented data is marked). preview: nothing is kept. light: for people who answer of their own
    free will: a warning is told once and explains itself, and after the last page the answers go, unlooked-over.
    """

    leave: str
    about: str = ""
    send: str = ""
    template: str = "questionnaires/fill.html"
    extra: dict[str, Any] = field(default_factory=dict)
    preview: bool = False
    light: bool = False


class _Filling:
    """One request for one person's form."""

    def __init__(self, request: PageRequest, ready: Ready, store: AnswerStore, setting: Setting) -> None:
        self.request = request
        self.ready = ready
        self.store = store
        self.setting = setting
        self.draft = store.load()
        self.standing = self.assess()

    @property
    def language(self) -> str:
        known = [each.code for each in self.ready.form.languages]
        wished = (self.draft.language, get_language() or "", self.ready.form.default_language)
        return next((code for code in wished if code in known), self.ready.form.default_language)

    def assess(self) -> Standing:
        now = timezone.localtime()
        return self.ready.assess(
            self.draft.answers, today=now.date(), now=now.replace(tzinfo=None), language=self.language,
            username=self.request.actor.name,
        )  # fmt: skip

    def page(self, key: str) -> Page | None:
        """The page of that key, or the first."""
        found = self.standing.page_of(key) if key else None
        return found or self.standing.page_after("")

    def keep(self) -> None:
        actions.keep_draft(self.store, self.draft)
        self.standing = self.assess()

    # ------------------------------------------------------------------------------------------------ looking

    def look(self) -> HttpResponse:
        key = self.request.GET.get("page", "")
        if key == REVIEW:
            return self.show_review()
        if not key and self.draft.saved_at is not None:
            key = self.where_i_was()
        return self.show(self.page(key), lacking=False)

    def where_i_was(self) -> str:
        """The first page with something that must be put right, which is where the person put the form away."""
        return next((each.key for each in self.standing.pages() if each.stops), "")

    def show(self, page: Page | None, *, lacking: bool) -> HttpResponse:
        if page is None:
            return self.show_review()
        pages = self.standing.pages()
        stretches = asked.page_of(self.standing, page, self.draft.reasons, lacking=lacking)
        number = next((at for at, each in enumerate(pages, start=1) if each.key == page.key), 1)
        wrong = [one for stretch in stretches for one in stretch.asked if one.faults or one.unexplained]
        context = {
            "page": page,
            "stretches": stretches,
            "heading": self.heading(stretches),
            "wrong": wrong,
            "may_stand": any(one.unexplained and not one.faults for one in wrong),
            "lacking": lacking,
            "number": number,
            "steps": ["current" if at == number else "done" if at < number else "" for at in range(1, len(pages) + 1)],
            "is_first": number == 1,
            "is_last": number == len(pages),
        }
        status = 422 if lacking and asked.open_faults(page, self.draft.reasons) else 200
        return self.render(context, status)

    def heading(self, stretches: list[asked.Stretch]) -> str:
        first = stretches[0].heading if stretches else ""
        return first or self.title

    @property
    def title(self) -> str:
        form = self.ready.form
        return form.title.said(self.language, form.default_language) or form.form_id

    def show_review(self, problem: str = "", *, tried: bool = False) -> HttpResponse:
        review = self.review()
        status = 422 if problem or (tried and not review.complete) else 200
        return self.render({"review": review, "problem": problem, "tried": tried}, status)

    def review(self) -> Review:
        return review_of(self.standing, self.draft.reasons)

    def render(self, context: dict[str, Any], status: int) -> HttpResponse:
        languages = self.ready.form.languages
        everything = {
            "form_title": self.title,
            "form_language": self.language,
            "languages": languages if len(languages) > 1 else (),
            "draft": self.draft,
            "setting": self.setting,
            "who": signed_for(self.request),
            "alone": True,
            **self.setting.extra,
            **context,
        }
        return render(self.request, self.setting.template, everything, status=status)

    # ------------------------------------------------------------------------------------------------ posting

    def post(self) -> HttpResponse:
        go, _colon, what = self.request.POST.get("go", "save").partition(":")
        key = self.request.POST.get("page", "")
        posted.apply(self.request.POST, self.standing, self.draft)
        if go == "language" and any(what == each.code for each in self.ready.form.languages):
            self.draft.language = what
        if go in ("add", "remove"):
            self.change_rounds(go, what)
        self.keep()
        return self.go_on(go, what, key)

    def change_rounds(self, go: str, what: str) -> None:
        """One more round, or one less, where the form allows it now."""
        parts = [part for page in self.standing.pages() for part in page.parts]
        if go == "add" and any(part.may_add and part.key == what for part in parts):
            shown = len({part.number for part in parts if part.number and part.key.rpartition("/")[0] == what})
            self.draft.answers = add_round(self.draft.answers, what, shown)
        elif go == "remove" and any(part.may_remove and part.key == what for part in parts):
            self.draft.answers = remove_round(self.draft.answers, what)
            inside = f"{what.rpartition('/')[0]}/"
            for reason in [reason for reason in self.draft.reasons if reason.startswith(inside)]:
                del self.draft.reasons[reason]

    def go_on(self, go: str, what: str, key: str) -> HttpResponse:
        page = self.page(key)
        if go == "save":
            return self.show(page, lacking=False)
        if go == "submit":
            return self.submit()
        if go == "later":
            return self.leave()
        if go == "held":
            messages.success(self.request, _("You are signed in again. What you had typed is kept."))
        if go == "back":
            return self.to("" if page is None else self.key_before(key))
        if go == "next" and page is not None and key != REVIEW:
            return self.onward(page)
        if go == "add":
            return self.to(self.newest_round(what, key))
        return self.to(key)

    def onward(self, page: Page) -> HttpResponse:
        """The next page, unless something on this one stands in the way."""
        faults = asked.open_faults(page, self.draft.reasons)
        told = self.setting.light and "told" in self.request.POST
        if faults and not (told and all(fault.soft for fault in faults)):
            return self.show(page, lacking=True)
        following = self.standing.page_after(page.key)
        if following is None and self.setting.light:
            return self.submit()
        return self.to(following.key if following is not None else REVIEW)

    def key_before(self, key: str) -> str:
        """The page before; from the review it is the last one."""
        if key == REVIEW:
            pages = self.standing.pages()
            return pages[-1].key if pages else ""
        before = self.standing.page_before(key)
        return before.key if before is not None else ""

    def newest_round(self, repeat: str, key: str) -> str:
        """The page of the round that came last."""
        rounds = [
            page.key
            for page in self.standing.pages()
            for part in page.parts
            if part.number and part.key.rpartition("/")[0] == repeat
        ]
        return rounds[-1] if rounds else key

    def leave(self) -> HttpResponse:
        if not self.setting.preview:
            moment = timezone.localtime(self.draft.saved_at)
            messages.success(
                self.request, _("Saved %(clock)s. Go on whenever you like.") % {"clock": f"{moment:%H.%M}"}
            )
        return redirect(self.setting.leave)

    def submit(self) -> HttpResponse:
        review = self.review()
        if not (review.complete or (self.setting.light and review.sendable)):
            return self.show_review(tried=True)
        try:
            return redirect(self.store.submit(self.draft, self.standing))
        except NotNow as obstacle:
            return self.show_review(str(obstacle))

    def to(self, key: str) -> HttpResponse:
        return redirect(f"{self.request.path}?{urlencode({'page': key})}" if key else self.request.path)


def page(request: PageRequest, version: FormVersion, store: AnswerStore, setting: Setting) -> HttpResponse:
    """The page of the form that the request asks for, or what follows from what it posts."""
    filling = _Filling(request, queries.ready(version), store, setting)
    return filling.post() if request.method == "POST" else filling.look()
