"""Who may what with findings: open to members, drafts to writers, a municipality's own inside. No database."""

from __future__ import annotations

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Denied
from boso.foundation.access.roles import Role
from boso.programme.findings import policies
from boso.programme.findings.models import Assessment, Challenge, Check, Finding, Recommendation
from boso.programme.findings.tests.conftest import somebody
from boso.programme.partnership.models import Participation

BANK = somebody(Role.COORDINATOR, 9, kind="bank")
CONTACT = somebody(Role.CONTACT, 9, kind="bank")
EVALUATOR = somebody(Role.EVALUATOR, 8, kind="evaluator")
LEADER, OTHER = somebody(Role.PROGRAMME_LEADER, 1), somebody(Role.PROGRAMME_LEADER, 2)
WORKER, POLITICIAN = somebody(Role.CASEWORKER, 1), somebody(Role.POLITICIAN, 1)
HERE = Participation(pk=1, organisation_id=1, slug="here")
EVERYBODY = (BANK, CONTACT, EVALUATOR, LEADER, OTHER, WORKER, POLITICIAN)


def hidden(decision) -> bool:
    return isinstance(decision, Denied) and decision.hidden


def who_may(policy, *things) -> str:
    """1 for each of bank, contact, evaluator, own leader, other leader, caseworker and politician who may."""
    assert hidden(policy(NOBODY, *things))
    return "".join(str(int(bool(policy(actor, *things)))) for actor in EVERYBODY)


def test_who_writes_and_who_sees():
    assert who_may(policies.may_see) == "1111111"
    assert who_may(policies.may_write, None) == "1110000"
    assert who_may(policies.may_write, HERE) == "1101000"
    assert who_may(policies.may_begin) == "1111100"
    assert who_may(policies.may_check_goals) == "1010000"
    assert who_may(policies.may_import, None) == "1000000"
    assert not hidden(policies.may_write(POLITICIAN, None))
    draft, stands = Finding(), Finding(state="raised")
    assert who_may(policies.may_see_finding, draft) == "1110000"
    assert who_may(policies.may_see_finding, stands) == "1111111"
    assert policies.may_see_finding(SYSTEM, draft)
    assert policies.may_see_finding(POLITICIAN, Finding(created_by_id=7))
    own = Finding(participation=HERE, state="raised")
    assert who_may(policies.may_see_finding, own) == "1101010"
    own.shared = True
    assert who_may(policies.may_see_finding, own) == "1111111"
    own.state = "draft"
    assert who_may(policies.may_see_finding, own) == "1101010"
    assert who_may(policies.may_see_told, Assessment()) == "1111111"
    assert who_may(policies.may_see_told, Challenge(participation=HERE)) == "1101010"


def test_what_the_report_says_is_not_rewritten_but_may_be_added_to():
    reported = Finding(state="raised", fact_id="x")
    assert who_may(policies.may_change, reported) == "0000000"
    assert who_may(policies.may_change, Finding(state="raised")) == "1110000"
    assert hidden(policies.may_change(LEADER, Finding()))
    assert not policies.may_change(LEADER, Challenge())
    assert who_may(policies.may_move, reported) == "1110000"
    assert hidden(policies.may_move(LEADER, Finding()))
    assert who_may(policies.may_add_to, reported) == "1110000"
    assert who_may(policies.may_check_finding, reported) == "1110000"
    assert who_may(policies.may_meet, Challenge(fact_id="x")) == "1110000"


def test_the_one_it_is_for_answers():
    common = Recommendation(to="both")
    assert who_may(policies.may_answer, common) == "1000000"
    assert who_may(policies.may_tell, common) == "1100000"
    own = Recommendation(to="municipalities", participation=HERE)
    assert who_may(policies.may_answer, own) == "0001000"
    assert not hidden(policies.may_answer(BANK, own))
    assert hidden(policies.may_answer(OTHER, own))
    to_bank = Recommendation(to="bank", participation=HERE)
    assert who_may(policies.may_answer, to_bank) == "1000000"
    assert hidden(policies.may_answer(POLITICIAN, to_bank))


def test_a_check_is_seen_with_its_finding_and_never_outside_the_municipality_it_asks_about():
    stands = Finding(state="raised")
    assert who_may(policies.may_see_check, Check(finding=stands)) == "1111111"
    assert who_may(policies.may_see_check, Check(goal_id=1)) == "1111111"
    assert who_may(policies.may_see_check, Check(finding=stands, participation=HERE)) == "1101010"
    assert who_may(policies.may_keep_check, Check(finding=stands)) == "1110000"
    assert who_may(policies.may_keep_check, Check(goal_id=1)) == "1010000"
    assert hidden(policies.may_keep_check(OTHER, Check(finding=stands, participation=HERE)))
    assert policies.may_note(POLITICIAN, Check(finding=stands, owner_id=7))
    assert not policies.may_note(POLITICIAN, Check(finding=stands, owner_id=8))
