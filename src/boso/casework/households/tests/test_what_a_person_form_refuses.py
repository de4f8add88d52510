"""Everything wrong in the form of a person is said at once, before anything is kept."""

from __future__ import annotations

import pytest
from django.utils import translation

from boso.casework.households.forms import PersonForm

GIVEN = {"name": "Prøve Prøvesen", "role": "applicant", "protection": "none"}


def faults(**given: str) -> dict[str, list[str]]:
    with translation.override("en"):
        form = PersonForm(GIVEN | given)
        return {name: [str(words) for words in told] for name, told in form.errors.items()}


def test_what_is_right_is_taken():
    assert faults(phone="+47 22 33 44 55") == {}


def test_all_that_is_wrong_is_told_at_once():
    told = faults(name="", national_id="12345678901", born="31.02.1990", phone="abc", email="x@")
    assert set(told) == {"name", "national_id", "born", "phone", "email"}
    assert told["phone"] == ["Write the number with digits, for example 22 33 44 55."]


@pytest.mark.parametrize(("number", "words"), [("123", "eleven digits"), ("1234567890a", "digits only")])
def test_a_number_that_can_be_nobodys_says_why(number, words):
    assert words in faults(national_id=number)["national_id"][0]
