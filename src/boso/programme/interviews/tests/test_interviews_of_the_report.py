"""The guide of 2011 and the thirteen who were asked, from the workbook."""

from pathlib import Path

import pytest

from boso.programme.interviews import importing, queries
from boso.programme.interviews.models import Code, Guide, GuideQuestion, Informant, Probe
from boso.programme.partnership.models import Fact
from boso.programme.partnership.testing import bring_in

pytestmark = pytest.mark.slow


def test_the_guide_and_the_thirteen_stand_with_their_lines(real, leader):
    [guide] = Guide.objects.all()
    assert [part.questions.count() for part in guide.parts.all()] == [3, 15, 11]
    assert Probe.objects.count() == 28
    for question in GuideQuestion.objects.select_related("fact"):
        assert question.title_nb
        assert question.title_nn
        assert question.title_en
        assert question.category is not None
        assert question.fact.chapter == "Vedlegg"
    evaluation = queries.evaluation(leader, "")
    assert queries.by_role(leader, evaluation) == [
        ("politician", 3), ("programme_group", 5), ("programme_leader", 5),
    ]  # fmt: skip
    assert set(Informant.objects.filter(role="politician").values_list("organisation", flat=True)) == {None}
    assert {"context", "learning", "learning.third"} <= set(Code.objects.values_list("path", flat=True))
    before = Fact.objects.count()
    bring_in("interviews", Path(importing.__file__).parent / "workbook")
    assert Fact.objects.count() == before
    assert Code.objects.count() == 8


@pytest.mark.parametrize(("column", "word"), [("category", "finnes.ikke"), ("part", "interviews.part.ingen")])
def test_a_row_that_points_nowhere_is_told(real, tmp_path, column, word):
    from boso.foundation.access.actor import SYSTEM
    from boso.foundation.exchange.actions import run_import

    folder = Path(importing.__file__).parent / "workbook"
    for file in folder.iterdir():
        words = file.read_text(encoding="utf-8")
        old = "learning.third" if column == "category" else "interviews.part.method,7"
        new = word if column == "category" else f"{word},7"
        (tmp_path / file.name).write_text(words.replace(old, new), encoding="utf-8")
    outcome = run_import(SYSTEM, "interviews", tmp_path)
    assert not outcome.ok
    assert any(word in str(problem) for problem in outcome.problems)
