"""The forms in which people say which of their columns is which, what their words mean, and what follows from what."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.values.folding import fold
from boso.foundation.exchange.guessing import Guess, Sketch
from boso.foundation.exchange.mapping import Choices, Rule
from boso.foundation.exchange.sheets import Column
from boso.foundation.web.controls import control

_BETWEEN = re.compile(r">\s+<")
#: Kept as it stands, to be explained later on the code list.
KEEP = ""
#: Rows for rules that can be added at once.
MORE_RULES = 2
#: Columns whose choice stands open at once: a page stays light.
MOST_OPEN = 20
#: Words of one column that are asked about; the rest are kept as they stand.
MOST_WORDS = 30


class SheetForm(forms.Form):
    """Which sheet, and in which row its header stands."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"))
    header = forms.IntegerField(
        label=gettext_lazy("Row with the headings"), min_value=1, max_value=200,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )  # fmt: skip

    def __init__(self, sheets: Sequence[Sequence[Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what it is
        field.choices = [
            (name, _("%(name)s (%(rows)d rows)") % {"name": name, "rows": rows}) for name, rows, _h in sheets
        ]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file beside the choice of ours."""

    guess: Guess
    field: forms.BoundField
    title: str
    samples: tuple[str, ...]
    chosen: str = ""
    is_open: bool = True

    @property
    def control(self) -> SafeString:
        """The choice, named for those who do not see the table, with its fault."""
        return in_table(self.field)

    @property
    def hidden(self) -> SafeString:
        """What is chosen, sent along unseen."""
        return self.field.as_hidden()


class ColumnsForm(forms.Form):
    """For each column of the file which of ours it is, or that it is not taken in."""

    def __init__(
        self, sketch: Sketch, columns: Sequence[Column], choices: Choices, data: Any = None,
        opened: Collection[int] = (),
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.sketch, self.columns = sketch, columns
        numbers = {column.name: str(number) for number, column in enumerate(columns)}
        for one in sketch.columns:
            self.fields[f"column-{one.place}"] = forms.ChoiceField(
                choices=_grouped(columns),
                required=False,
                label=_("What «%(header)s» is") % {"header": _title(one)},
                initial=numbers.get(choices.columns.get(one.place, ""), ""),
            )
        doubtful = [one.place for one in sketch.columns if one.place not in choices.columns or not one.sure]
        self.opened = {*opened, *doubtful[:MOST_OPEN]}

    def rows(self) -> list[ColumnRow]:
        """Each column of the file with its field."""
        private = {str(number) for number, column in enumerate(self.columns) if column.private or column.names}
        return [
            ColumnRow(
                one,
                self[f"column-{one.place}"],
                _title(one),
                tuple(_sample(word) for word in one.samples) if self._chosen(one) not in private else ("•••",),
                self._label(self._chosen(one)),
                one.place in self.opened or bool(self[f"column-{one.place}"].errors),
            )
            for one in self.sketch.columns
        ]

    def _label(self, value: str) -> str:
        return str(self.columns[int(value)].label) if value.isdecimal() and int(value) < len(self.columns) else ""

    def clean(self) -> dict[str, Any]:
        """No column of ours twice, and none that must be there left out.

        Raises ValidationError with what lacks.
        """
        seen: dict[str, Guess] = {}
        for one in self.sketch.columns:
            value = self.cleaned_data.get(f"column-{one.place}", "")
            if value and value in seen:
                said = {"column": self.columns[int(value)].label, "other": _title(seen[value])}
                self.add_error(
                    f"column-{one.place}", _("«%(column)s» is chosen for «%(other)s» too. Choose one of them.") % said
                )
            elif value:
                seen[value] = one
        lacking = [
            str(column.label)
            for number, column in enumerate(self.columns)
            if column.required and str(number) not in seen
        ]
        if lacking:
            raise ValidationError(_("Choose a column for: %(names)s.") % {"names": ", ".join(lacking)})
        if not seen:
            raise ValidationError(_("Choose at least one column."))
        return self.cleaned_data

    def chosen(self) -> dict[int, str]:
        """Place in the file -> name of our column."""
        return {
            one.place: self.columns[int(value)].name
            for one in self.sketch.columns
            if (value := self.cleaned_data.get(f"column-{one.place}", ""))
        }

    def _chosen(self, one: Guess) -> str:
        return str(self[f"column-{one.place}"].value() or "")


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word nobody knows beside the choice of its meaning."""

    word: str
    count: int
    field: forms.BoundField

    @property
    def control(self) -> SafeString:
        """The choice, named for those who do not see the table, with its fault."""
        return in_table(self.field)


@dataclass(frozen=True, slots=True)
class WordGroup:
    """The unknown words of one column. more: how many are not asked about."""

    title: str
    header: str
    rows: list[WordRow]
    more: int


class WordsForm(forms.Form):
    """What the words in columns of codes mean, and what a lacking column is worked out from."""

    def __init__(
        self, sketch: Sketch, columns: Sequence[Column], choices: Choices, strange: Mapping[str, Sequence[Any]],
        organisation_id: int | None, *args: Any, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.sketch, self.choices = sketch, choices
        self.by_name = {column.name: column for column in columns}
        self.strange = {name: list(words) for name, words in strange.items() if name in self.by_name}
        self.labels = {
            name: column.codes.labels(organisation_id) for name, column in self.by_name.items() if column.codes
        }
        self._add_words()
        self.sets = self._derivable()
        self.count = len(choices.rules) + MORE_RULES if self.sets else 0
        for number in range(self.count):
            self._add_rule(number, choices.rules[number] if number < len(choices.rules) else None)

    def _add_words(self) -> None:
        for name, words in self.strange.items():
            codes = self.by_name[name].codes
            empty = _("Keep it as it stands") if codes is None or codes.keep else _("Choose")
            known = self.choices.words.get(name, {})
            for number, (word, _count) in enumerate(words[:MOST_WORDS]):
                self.fields[f"word-{name}-{number}"] = forms.ChoiceField(
                    choices=[(KEEP, empty), *self.labels[name].items()],
                    required=False,
                    label=_("What «%(word)s» means") % {"word": word},
                    initial=known.get(fold(word), KEEP),
                )

    def _derivable(self) -> str:
        """The column that rules speak of, where the file lacks it."""
        names = {rule.sets for rule in self.choices.rules} - set(self.choices.columns.values())
        return min(names, default="")

    def _add_rule(self, number: int, rule: Rule | None) -> None:
        headers = [("", _("Otherwise"))] + [(fold(one.header), one.header) for one in self.sketch.columns if one.header]
        when = fold(rule.when) if rule is not None else ""
        if when and when not in dict(headers):
            headers.append((when, _("%(column)s (not in this file)") % {"column": rule.when if rule else ""}))
        words = "; ".join(rule.words) if rule is not None and "*" not in rule.words else ""
        self.fields[f"when-{number}"] = forms.ChoiceField(
            choices=headers, required=False, initial=when, label=_("When the column, line %(n)d") % {"n": number + 1}
        )
        self.fields[f"words-{number}"] = forms.CharField(
            max_length=300, required=False, initial=words, label=_("is, line %(n)d") % {"n": number + 1}
        )
        self.fields[f"code-{number}"] = forms.ChoiceField(
            choices=[("", _("No rule")), *self.labels[self.sets].items()],
            required=False,
            initial=rule.code if rule is not None else "",
            label=_("it becomes, line %(n)d") % {"n": number + 1},
        )

    def groups(self) -> list[WordGroup]:
        """The words asked about, by column."""
        headers = {name: place for place, name in self.choices.columns.items()}
        titles = {one.place: _title(one) for one in self.sketch.columns}
        return [
            WordGroup(
                str(self.by_name[name].label),
                titles.get(headers.get(name, -1), ""),
                [
                    WordRow(word, count, self[f"word-{name}-{number}"])
                    for number, (word, count) in enumerate(words[:MOST_WORDS])
                ],
                max(0, len(words) - MOST_WORDS),
            )
            for name, words in self.strange.items()
        ]

    def rules(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The lines of rules."""
        return [(self[f"when-{n}"], self[f"words-{n}"], self[f"code-{n}"]) for n in range(self.count)]

    def rule_controls(self) -> list[list[SafeString]]:
        """The lines of rules, drawn."""
        return [[in_table(field) for field in line] for line in self.rules()]

    @property
    def derived(self) -> str:
        """What the rules work out, in words."""
        return str(self.by_name[self.sets].label) if self.sets else ""

    def chosen_words(self) -> dict[str, dict[str, str]]:
        """Name of our column -> folded word -> code."""
        found: dict[str, dict[str, str]] = {}
        for name, words in self.strange.items():
            for number, (word, _count) in enumerate(words[:MOST_WORDS]):
                if code := self.cleaned_data.get(f"word-{name}-{number}", ""):
                    found.setdefault(name, {})[fold(word)] = code
        return found

    def chosen_rules(self) -> tuple[Rule, ...]:
        """The rules as they are now; those without a code are gone."""
        found = []
        for number in range(self.count):
            when, words, code = (self.cleaned_data.get(f"{part}-{number}", "") for part in ("when", "words", "code"))
            if code:
                listed = tuple(word.strip() for word in words.split(";") if word.strip()) if when else ("*",)
                found.append(Rule(self.sets, when, listed, code))
        return tuple(found) if self.count else self.choices.rules


def _grouped(columns: Sequence[Column]) -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for number, column in enumerate(columns):
        groups.setdefault(str(column.group), []).append((str(number), str(column.label or column.name)))
    return [("", _("Not taken in")), *groups.items()]


def _title(one: Guess) -> str:
    return one.header or _("Column %(letters)s") % {"letters": letters(one.place + 1)}


def in_table(field: forms.BoundField) -> SafeString:
    """A control in a cell: its label is read, not shown, and what is wrong stands below it."""
    wrong = format_html_join("", '<p class="ds-validation-message">{}</p>', ((error,) for error in field.errors))
    label = format_html('<label class="unseen" for="{}">{}</label>', field.id_for_label, field.label)
    drawn = mark_safe(_BETWEEN.sub("><", str(control(field))))  # noqa: S308 - drawn by Django, blanks taken out
    return format_html("{}{}{}", label, drawn, wrong)


def letters(number: int) -> str:
    """1 -> A, 27 -> AA: what a spreadsheet calls the column."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def _sample(word: str) -> str:
    """A sample, unless it looks like a national id."""
    plain = word.replace(" ", "")
    if len(plain) in (10, 11) and plain.isdigit():
        return "•••"
    return word if len(word) <= 40 else f"{word[:39]}…"
