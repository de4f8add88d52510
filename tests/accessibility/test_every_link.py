"""Every link leads somewhere, and to no page that is heavy."""

from __future__ import annotations

import pytest

from tests.accessibility.walking import WALKERS

pytestmark = [pytest.mark.slow, pytest.mark.outside]


@pytest.mark.parametrize("username", [name for names in WALKERS.values() for name in names])
def test_every_link_leads_to_a_light_page(username, walks):
    walk = walks(username)
    assert len(walk.pages) > 3
    assert walk.faults == []
