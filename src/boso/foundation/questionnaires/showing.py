"""Forms as the pages of the library show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boso.core.questionnaires import differences
from boso.core.questionnaires.differences import Difference
from boso.core.questionnaires.form import Element, Question, Repeat, walk
from boso.core.questionnaires.form import Form as Content
from boso.core.questionnaires.saying import filled
from boso.foundation.questionnaires import conditions, core_fields
from boso.foundation.questionnaires.forms import KINDS


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of questions. depth: how many groups stand around it. core: field of the common core.
    conditional: when it is asked as it is written; when: the same in words, where there are any."""

    name: str
    kind: str
    label: str
    depth: int
    is_group: bool = False
    is_repeat: bool = False
    choices: tuple[str, ...] = ()
    required: bool = False
    conditional: str = ""
    when: str = ""
    core: str = ""
    editable: bool = True


#: Lines on a page.
LINES = 60


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of many lines. before, after: the numbers of its neighbours, 0 for none."""

    number: int
    count: int

    @property
    def before(self) -> int:
        """The page before."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The page after."""
        return self.number + 1 if self.number < self.count else 0


def leaf(lines: list[Row], wish: str) -> tuple[list[Row], Leaf]:
    """The lines of the page the address asks for."""
    count = max(1, -(-len(lines) // LINES))
    number = int(wish) if wish.isascii() and wish.isdecimal() and len(wish) < 6 else 1
    number = min(max(number, 1), count)
    return lines[(number - 1) * LINES : number * LINES], Leaf(number, count)


@dataclass(frozen=True, slots=True)
class Told:
    """A difference in words."""

    name: str
    label: str
    text: str


def rows(content: Content) -> list[Row]:
    """Everything in the form, in order."""
    language, core = get_language() or "nb", core_fields.core_of(content)
    found = []
    for element, around in walk(content):
        label = _label(content, element, language)
        when = conditions.in_words(content, element.relevant, language) if element.relevant else ""
        if not isinstance(element, Question):
            found.append(
                Row(
                    element.name,
                    _("Asked for each") if isinstance(element, Repeat) else _("Group"),
                    label,
                    len(around),
                    is_group=True,
                    is_repeat=isinstance(element, Repeat),
                    conditional=element.relevant,
                    when=when,
                )
            )
            continue
        chosen = content.choice_list(element.list_name) if element.list_name else None
        found.append(
            Row(
                element.name,
                str(KINDS[element.kind]),
                label,
                len(around),
                choices=tuple(
                    each.label.said(language, content.default_language) or each.name for each in chosen.choices
                )
                if chosen
                else (),
                required=bool(element.required),
                conditional=element.relevant,
                when=when,
                core=core.get(element.name, ""),
                editable=element.kind.is_shown,
            )
        )
    return found


def filled_in(lines: list[Row]) -> list[Row]:
    """Those of the lines nobody is asked: hidden values and calculations."""
    return [line for line in lines if not line.editable]


def _label(content: Content, element: Element, language: str) -> str:
    """The words of an element; where it repeats an answer, the question stands in brackets."""
    words = element.label.said(language, content.default_language) or element.name

    def asked(name: str) -> str:
        source = content.find(name)
        return f"[{(source and source.label.said(language, content.default_language)) or name}]"

    return filled(words, asked)


def changes(old: Content, new: Content) -> list[Told]:
    """What is different, in the reader's language."""
    language = get_language() or "nb"
    told = []
    for each in differences.differences(old, new):
        element = new.find(each.name) or old.find(each.name)
        label = element.label.said(language, new.default_language) if element else ""
        told.append(Told(each.name, label or each.name, sentence(each)))
    return told


def sentence(difference: Difference) -> str:
    """One difference in words."""
    words = {
        "added": _("Added: «%(after)s»"),
        "removed": _("Taken away: «%(before)s»"),
        "renamed": _("The name was %(before)s and is %(after)s"),
        "moved": _("Moved"),
        "type": _("Asked for as %(before)s, now as %(after)s"),
        "text": _("%(column)s (%(language)s) was «%(before)s» and is «%(after)s»"),
        "expression": _("%(column)s was %(before)s and is %(after)s"),
        "setting": _("%(column)s was «%(before)s» and is «%(after)s»"),
        "choice_added": _("New choice: «%(after)s»"),
        "choice_removed": _("Choice taken away: «%(before)s»"),
        "choice_text": _("The choice %(choice)s (%(language)s) was «%(before)s» and is «%(after)s»"),
        "choice_coded": _("The choice %(choice)s is coded otherwise: %(before)s, now %(after)s"),
        "choice_order": _("The choices come in another order"),
        "form": _("%(column)s of the form was «%(before)s» and is «%(after)s»"),
    }
    return words[difference.change.value] % {
        "column": column_words(difference.column),
        "language": difference.language,
        "choice": difference.choice,
        "before": difference.before or "–",
        "after": difference.after or "–",
    }


def column_words(column: str) -> str:
    """A column of XLSForm as people call it."""
    words = {
        "label": _("The question"),
        "hint": _("The help"),
        "guidance_hint": _("The longer help"),
        "required": _("Whether it must be answered"),
        "relevant": _("When it is asked"),
        "constraint": _("What is a valid answer"),
        "constraint_message": _("The message about a wrong answer"),
        "required_message": _("The message about a missing answer"),
        "calculation": _("How it is worked out"),
        "default": _("What stands to begin with"),
        "choice_filter": _("Which choices are shown"),
        "appearance": _("How it is shown"),
    }
    return words.get(column, column)
