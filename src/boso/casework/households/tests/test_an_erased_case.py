"""A case whose key is thrown away can be looked at and neither written in nor opened again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from boso.casework.households import actions_closing, policies
from boso.casework.households.models import ClosedBecause
from boso.casework.households.testing import make_caseworker, make_household
from boso.foundation.access.models import User
from boso.foundation.vault.actions import throw_away


@pytest.mark.django_db
def test_it_is_not_offered_to_be_opened_again():
    nav, household = make_caseworker("nav"), make_household("nav")
    actions_closing.close(nav, household, ClosedBecause.HOUSED, "")
    client = Client()
    client.force_login(User.objects.get(pk=nav.user_id), backend="boso.foundation.access.backends.SeatedBackend")
    case = reverse("households:household", args=[household.pk])
    again = reverse("households:reopen", args=[household.pk])
    pages = (case, f"{case}?tab=access")
    assert all(again in client.get(page).content.decode() for page in pages)
    throw_away([household.key_id])
    assert not any(again in client.get(page).content.decode() for page in pages)
    assert client.get(again).status_code == 403
    assert not policies.may_reopen(nav, household)
