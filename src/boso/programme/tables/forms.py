"""The forms of data sets and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from boso.core.surveys.answers import SAID, Absent
from boso.core.surveys.rounding import Way
from boso.foundation.exchange.forms import SIZE_LIMIT
from boso.foundation.web.forms import DayField
from boso.programme.partnership.models import Programme
from boso.programme.tables import columns
from boso.programme.tables.definitions import Definition
from boso.programme.tables.models import DataSet, Figure, Percent, Purpose, Scale, Variable
from boso.programme.tables.tabulating import Opened

#: Begins the value of a choice that is several questions.
BUNDLE = "bundle:"
#: Pairs of questions that can be crossed.
PAIRS = 3
#: Before the names of questions that a saved table shows together, whatever they are.
THESE = "these:"


class LoadForm(forms.Form):
    """A file of answers."""

    file = forms.FileField(
        label=_("File"), help_text=_("SPSS (.sav), Excel or CSV. One row for each who answered. At most 30 MB.")
    )
    nb = forms.CharField(label=_("What it is called"), max_length=200)
    asked_on = DayField(label=_("Asked until"))
    population = forms.IntegerField(label=_("How many were invited"), min_value=1, required=False)
    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("Stands under every table."))
    series = forms.SlugField(
        label=_("Part of"), required=False, max_length=60,
        help_text=_("The same word in all waves of one survey, for example «evaluation». Then they can be compared."),
    )  # fmt: skip
    invented = forms.BooleanField(label=_("Invented for trials: no such people answered"), required=False)

    def clean_file(self) -> Any:
        """The file, if it is not too large."""
        file = self.cleaned_data["file"]
        if file.size > SIZE_LIMIT:
            raise ValidationError(gettext("The file is larger than 30 MB. Divide it."))
        return file

    @property
    def fields_of_set(self) -> dict[str, Any]:
        """What is said of the data set, with a key made of its name."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        invented = given["invented"]
        programme = Programme.DEMONSTRATION if invented else Programme.REPORT
        return {**given, "key": key_of(given["nb"]), "programme": programme}


def key_of(words: str) -> str:
    """A short name for addresses, of letters and digits."""
    plain = words.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    return slugify(plain)[:56].strip("-") or "x"


class NothingForm(forms.Form):
    """A step that needs no words."""


class AboutForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of a data set."""

    asked_on = DayField(label=_("Asked until"))
    nb = forms.CharField(label=_("What it is called"), max_length=200)
    nn = forms.CharField(label=_("In nynorsk"), max_length=200, required=False)
    en = forms.CharField(label=_("In English"), max_length=200, required=False)

    class Meta:
        model = DataSet
        fields = ("nb", "nn", "en", "asked_on", "population", "source", "series", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class OpenForm(forms.Form):
    """By which groups a data set is opened."""

    groups = forms.MultipleChoiceField(
        label=_("Groups to compare by"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what colleagues know of each other anyway, such as municipality and role. At most three."),
    )  # fmt: skip
    depth = forms.ChoiceField(
        label=_("How far it can be split"), widget=forms.RadioSelect, initial="1",
        choices=(("1", _("By one group at a time")), ("2", _("By two groups at a time, or one group with a filter"))),
        help_text=_("The further it is split, the more numbers must be hidden. With fewer than some hundred answers, "
                    "choose one."),
    )  # fmt: skip

    def __init__(
        self, groups: Iterable[Variable], *args: Any, questions: Iterable[Variable] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        asked = [("", "–"), *((each.name, Truncator(each.words or each.name).chars(90)) for each in questions)]
        for number in range(1, PAIRS + 1 if len(asked) > 2 else 1):
            for end, words in (("rows", _("Cross question, %(number)d")), ("columns", _("with, %(number)d"))):
                self.fields[f"{end}_{number}"] = forms.ChoiceField(
                    label=words % {"number": number}, choices=asked, required=False
                )
        found = [(each.name, each.words) for each in groups]
        field = self.fields["groups"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker what it is
        field.choices = found
        self.initial.setdefault("groups", [name for name, _words in found[:2]])

    @property
    def pair_fields(self) -> list[Any]:
        """What is crossed with what."""
        return [self[name] for name in self.fields if name.startswith(("rows_", "columns_"))]

    @property
    def has_pairs(self) -> bool:
        """Whether something was chosen there and did not do."""
        return any(self.data.get(field.html_name) for field in self.pair_fields)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The questions to cross."""
        return [pair for pair in self._both if all(pair)]

    @property
    def _both(self) -> list[tuple[str, str]]:
        data = self.cleaned_data
        return [(data.get(f"rows_{at}", ""), data.get(f"columns_{at}", "")) for at in range(1, PAIRS + 1)]

    def clean(self) -> dict[str, Any]:
        """A question is crossed with another one."""
        data = super().clean() or {}
        if any(bool(one) != bool(other) or (one and one == other) for one, other in self._both):
            raise ValidationError(gettext("Choose two different questions to cross."))
        return data


class PurposesForm(forms.Form):
    """What each column is used for."""

    def __init__(self, variables: Iterable[Variable], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.variables = list(variables)
        for each in self.variables:
            self.fields[f"use-{each.name}"] = forms.ChoiceField(
                label=each.words or each.name,
                choices=Purpose.choices,
                initial=each.purpose,
                widget=forms.Select(attrs={"class": "ds-input"}),
            )

    @property
    def purposes(self) -> dict[str, str]:
        """By name of the variable."""
        return {each.name: self.cleaned_data[f"use-{each.name}"] for each in self.variables}


class VariableForm(forms.Form):
    """The words of a question, its answers in order, codes for no answer, and answers put together, a line each."""

    nb = forms.CharField(label=_("Question"), widget=forms.Textarea(attrs={"rows": 2}))
    nn = forms.CharField(label=_("In nynorsk"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    en = forms.CharField(label=_("In English"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    scale = forms.ChoiceField(label=_("The answers are"), choices=Scale.choices)
    codes = forms.CharField(
        label=_("Answers, from first to last"), required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A line each: code = bokmål | nynorsk | English. For a group you may end the line with the number "
                    "of invited in brackets: hol = Hol [27]."),
    )  # fmt: skip
    missing = forms.CharField(
        label=_("Codes for no answer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A line each: code = dont_know, refused, not_answered or not_asked. An empty cell is: (empty)."),
    )
    merged = forms.CharField(
        label=_("Answers put together"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A line each: name of both = code, code. With few answers more can be shown this way."),
    )

    EMPTY = "(empty)"

    def __init__(self, variable: Variable, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.variable = variable
        self.initial = {
            "nb": variable.nb, "nn": variable.nn, "en": variable.en, "scale": variable.scale,
            "codes": "\n".join(map(_code_line, variable.codes)),
            "missing": "\n".join(f"{each['code'] or self.EMPTY} = {each['reason']}" for each in variable.missing),
            "merged": "\n".join(f"{each['nb']} = {', '.join(each['codes'])}" for each in variable.merged),
        }  # fmt: skip

    def clean_codes(self) -> list[dict[str, Any]]:
        """The answers. Raises ValidationError with the line that cannot be read."""
        found: list[dict[str, Any]] = []
        for number, line in _lines(self.cleaned_data["codes"]):
            code, sign, rest = line.partition("=")
            invited = re.search(r"\[(\d+)\]\s*$", rest)
            words = [part.strip() for part in re.sub(r"\[\d+\]\s*$", "", rest).split("|")]
            if not sign or not code.strip() or not words[0]:
                raise ValidationError(gettext("Line %(line)d: write code = words.") % {"line": number})
            each: dict[str, Any] = {
                "code": code.strip(),
                **dict(zip(("nb", "nn", "en"), [*words, "", ""], strict=False)),
            }
            if invited:
                each["invited"] = int(invited[1])
            if any(other["code"] == each["code"] for other in found):
                raise ValidationError(gettext("Line %(line)d: the code stands there already.") % {"line": number})
            found.append(each)
        return found

    def clean_missing(self) -> list[dict[str, str]]:
        """The codes for no answer."""
        found = []
        labels = {each["code"]: each["label"] for each in self.variable.missing}
        for number, line in _lines(self.cleaned_data["missing"]):
            code, _sign, reason = (part.strip() for part in line.partition("="))
            if reason not in [each.value for each in Absent]:
                raise ValidationError(
                    gettext("Line %(line)d: the reason is dont_know, refused, not_answered or not_asked.")
                    % {"line": number}
                )
            code = "" if code == self.EMPTY else code
            found.append({"code": code, "reason": reason, "label": labels.get(code, "")})
        return found

    def clean(self) -> dict[str, Any]:
        """Answers that are put together are answers there are, each in one only."""
        data = super().clean() or {}
        codes = [each["code"] for each in data.get("codes", [])]
        both = [each["code"] for each in data.get("missing", []) if each["code"] in codes]
        if both:
            self.add_error(
                "missing", gettext("«%(code)s» is an answer too. Take it away in one place.") % {"code": both[0]}
            )
        found: list[dict[str, Any]] = []
        used: set[str] = set()
        for number, line in _lines(data.get("merged", "")):
            words, _sign, some = (part.strip() for part in line.partition("="))
            wanted = [part.strip() for part in some.split(",") if part.strip()]
            if not words or not wanted or not set(wanted) <= set(codes) or used & set(wanted):
                self.add_error(
                    "merged", gettext("Line %(line)d: write name = code, code, each code once.") % {"line": number}
                )
                break
            used |= set(wanted)
            old: dict[str, Any] = next((each for each in self.variable.merged if each["nb"] == words), {})
            found.append(
                {
                    "code": f"={key_of(words)}",
                    "nb": words,
                    "nn": old.get("nn", ""),
                    "en": old.get("en", ""),
                    "codes": wanted,
                }
            )
        data["merged"] = found
        return data


def _code_line(each: Mapping[str, Any]) -> str:
    words = [each.get(language, "") for language in ("nb", "nn", "en")]
    while len(words) > 1 and not words[-1]:
        words.pop()
    invited = f" [{each['invited']}]" if each.get("invited") else ""
    return f"{each['code']} = {' | '.join(words)}{invited}"


def _lines(text: Any) -> list[tuple[int, str]]:
    return [(at, line.strip()) for at, line in enumerate(str(text or "").splitlines(), start=1) if line.strip()]


class BuildForm(forms.Form):
    """A table: which question, by which group, of whom, and how it is shown. It is sent as an address."""

    question = forms.ChoiceField(label=_("Question"))
    rows = forms.ChoiceField(label=_("Rows"), required=False)
    percent = forms.ChoiceField(label=_("Percentages"), choices=Percent.choices, initial=Percent.ROW)
    figure = forms.ChoiceField(label=_("Drawn as"), choices=Figure.choices, required=False, initial=Figure.GROUPED)
    merged = forms.BooleanField(label=_("Put answers together"), required=False)
    only = forms.BooleanField(label=_("Leave out those who don't know or will not say"), required=False)
    adds_up = forms.BooleanField(label=_("Percentages add up to 100"), required=False)
    turned = forms.BooleanField(label=_("Answers down, groups along"), required=False)
    decimals = forms.ChoiceField(label=_("Decimals"), choices=(("0", "0"), ("1", "1")), required=False)
    weight = forms.ChoiceField(label=_("Weights"), required=False)

    def __init__(self, opened: Opened, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = opened
        groups = columns.groups(opened.release)
        asked = [opened.variables[name] for name in opened.cubes]
        bundles = {each.bundle: each.scale for each in asked if each.bundle}
        several = [(f"{BUNDLE}{name}", name) for name in bundles if sum(each.bundle == name for each in asked) > 1]
        one = [(each.name, each.words or each.name) for each in asked]
        chosen = str(self.data.get("question", ""))
        if chosen.startswith(THESE) and (names := _names(chosen)) and set(names) <= set(opened.cubes):
            words = ", ".join(opened.variables[name].words or name for name in names)
            several.insert(0, (chosen, Truncator(words).chars(90)))
        self._choices(
            "question", [*([(gettext("Several questions"), several)] if several else []), (gettext("Questions"), one)]
        )
        crossed = [(name, Truncator(opened.variables[name].words or name).chars(90)) for name in opened.crossable]
        self._choices(
            "rows",
            [
                ("", gettext("Everybody together")),
                *((axis.name, opened.variables[axis.name].words) for axis in groups),
                *([(gettext("Another question"), crossed)] if crossed else []),
            ],
        )
        weights = [(name, opened.variables[name].words) for name in opened.release.weights]
        if weights:
            self._choices("weight", [("", gettext("Each counts for one")), *weights])
        else:
            del self.fields["weight"]
        for axis in groups:
            field = forms.ChoiceField(
                label=gettext("Only %(group)s") % {"group": opened.variables[axis.name].words.lower()}, required=False,
                choices=[("", gettext("All")), *((code, opened.label(axis.name, code)) for code in axis.leaves)],
            )  # fmt: skip
            self.fields[f"only-{axis.name}"] = field

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what it is
        field.choices = choices

    @property
    def definition(self) -> Definition:
        """The table asked for."""
        data = self.cleaned_data
        questions = _questions(self.opened, data["question"])
        filters = tuple(
            (name.removeprefix("only-"), (value,)) for name, value in data.items() if name.startswith("only-") and value
        )
        return Definition(
            questions=questions, rows="" if len(questions) > 1 else data["rows"], filters=filters,
            percent=data["percent"], within=() if data["only"] else tuple(reason.value for reason in SAID),
            merged=data["merged"], decimals=int(data["decimals"] or 0),
            rounding=(Way.LARGEST_REMAINDER if data["adds_up"] else Way.PLAIN).value,
            weight=data.get("weight", ""), figure=data["figure"], turned=data["turned"],
        )  # fmt: skip


def _questions(opened: Opened, chosen: str) -> tuple[str, ...]:
    """The questions behind a choice: one, those that belong together, or those that are named."""
    if chosen.startswith(THESE):
        return _names(chosen)
    if chosen.startswith(BUNDLE):
        bundle = chosen.removeprefix(BUNDLE)
        return tuple(name for name in opened.cubes if opened.variables[name].bundle == bundle)
    return (chosen,)


def _names(chosen: str) -> tuple[str, ...]:
    return tuple(name for name in chosen.removeprefix(THESE).split("|") if name)


def initial_of(opened: Opened, how: Definition) -> dict[str, Any]:
    """A table as the form has it."""
    first = opened.variables.get(how.questions[0])
    bundled = f"{BUNDLE}{first.bundle}" if first is not None and first.bundle else ""
    these = how.questions[0] if len(how.questions) == 1 else THESE + "|".join(how.questions)
    question = bundled if bundled and _questions(opened, bundled) == how.questions else these
    return {
        "question": question, "rows": how.rows, "percent": how.percent, "figure": how.figure,
        **{name: "on" for name, chosen in (
            ("merged", how.merged), ("only", not how.within), ("turned", how.turned),
            ("adds_up", how.rounding == Way.LARGEST_REMAINDER.value),
        ) if chosen},
        "decimals": str(how.decimals), "weight": how.weight,
        **{f"only-{name}": codes[0] for name, codes in how.filters},
    }  # fmt: skip


class SaveForm(forms.Form):
    """Keep a table, or a new version of one."""

    title = forms.CharField(label=_("Title"), max_length=200)
    why = forms.CharField(label=_("What is changed, and why"), max_length=300, required=False)


class WithdrawForm(forms.Form):
    """Why a data set is withdrawn."""

    reason = forms.CharField(label=_("Why"), max_length=300)
