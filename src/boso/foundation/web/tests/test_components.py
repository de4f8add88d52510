"""The components: what they write, also inside a partial that is rendered alone."""

import re

import pytest
from django.template import Context, engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from boso.foundation.web import showcase
from boso.foundation.web.icons import icon
from boso.foundation.web.lists import Column, Listing, chosen_columns


def written(template: str, **context: object) -> str:
    """The template as the page would write it, compiled as a file is."""
    from django_cotton.compiler_regex import CottonCompiler

    return engines["django"].from_string(CottonCompiler().process(template)).template.render(Context(context))


@pytest.fixture
def everything(db, client, settings) -> str:
    settings.DEBUG = True
    return client.get("/components/").content.decode()


def test_the_page_of_components_leaves_no_component_unwritten(everything):
    assert "<c-" not in everything
    assert "{{" not in everything and "{%" not in everything


def test_the_page_of_components_has_no_inline_style_and_no_inline_script(everything):
    assert " style=" not in everything and "<style" not in everything
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", everything))


def test_ids_are_unique_on_the_page_of_components(everything):
    ids = re.findall(r'\bid="([^"]+)"', everything)
    doubles = {one for one in ids if ids.count(one) > 1}
    # The two example forms draw the same fields, on purpose: one right, one wrong.
    assert all(one.startswith("id_") for one in doubles)


def test_the_page_of_components_is_not_there_in_a_running_installation(db, client):
    assert client.get("/components/").status_code == 404


def test_a_component_inside_a_partial_rendered_alone_is_written_out(tmp_path, settings):
    (tmp_path / "alone.html").write_text(
        "{% partialdef list inline %}<c-tag color='success'>Nådd</c-tag>{% endpartialdef %}", encoding="utf-8"
    )
    engine = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    settings.TEMPLATES = engine
    html = render_to_string("alone.html#list")
    assert "<c-" not in html and 'class="ds-tag"' in html


def test_an_unknown_fact_says_so():
    assert "ikke oppgitt" in written('<c-fact label="Ført"></c-fact>')


def test_unknown_values_in_tables_are_dots_or_a_colon_with_words():
    assert ">..</abbr>" in written('<c-unknown kind="dots" />')
    assert ">:</abbr>" in written('<c-unknown kind="hidden" />')


def test_an_amount_of_zero_is_not_unknown():
    assert "0\u00a0kr" in written('<c-money :amount="amount" />', amount=0)
    assert "ikke oppgitt" in written('<c-money :amount="amount" />', amount=None)


def test_a_button_with_an_address_is_a_link():
    assert written('<c-button href="/x/" variant="secondary">Åpne</c-button>').startswith("<a ")
    assert 'type="submit"' in written("<c-button>Lagre</c-button>")


def test_what_a_person_wrote_is_escaped_in_every_slot():
    html = written("<c-section title='{{ x }}'><c-tag>{{ x }}</c-tag></c-section>", x="<b>&")
    assert "<b>" not in html and "&lt;b&gt;&amp;" in html


def test_an_icon_is_drawn_once_and_passed_over_by_screen_readers():
    assert 'aria-hidden="true"' in icon("Wallet")
    assert icon("Wallet") is icon("Wallet")


@pytest.mark.parametrize("name", ["Nothing", "../Wallet", ""])
def test_an_icon_that_does_not_exist_is_told(name):
    with pytest.raises(LookupError):
        icon(name)


def test_a_form_draws_every_kind_of_field_with_its_label(rf: RequestFactory):
    html = written('<c-form :form="form" />', form=showcase.ExampleForm())
    for name in ("name", "why", "on", "amount", "phase", "shared"):
        assert f'<label for="id_{name}">' in html
    assert html.count("<fieldset") == 2
    assert '<input type="hidden" name="hidden"' in html
    assert "novalidate" in html and 'rows="4"' in html


def test_a_wrong_form_ties_each_message_to_its_control_and_lists_them_on_top():
    form = showcase.ExampleForm({"on": "31.11.2026", "kind": "x"})
    html = written('<c-form :form="form" />', form=form)
    assert 'href="#id_on"' in html and 'id="id_on-error"' in html
    assert re.search(r'<input[^>]*name="on"[^>]*aria-invalid="true"[^>]*aria-describedby="id_on-error"', html)
    assert 'href="#id_kind_0"' in html


def test_a_fault_of_the_whole_form_is_listed_without_a_link():
    form = showcase.ExampleForm({})
    form.add_error(None, "Det går ikke.")
    assert "<li>Det går ikke.</li>" in written('<c-errors :form="form" />', form=form)


def test_a_group_without_choices_still_has_an_error_to_read():
    form = showcase.ExampleForm({})
    form.fields["kind"].choices = []
    assert 'href=""' not in written('<c-errors :form="form" />', form=form)


def test_columns_are_chosen_by_boxes_that_keep_the_rest_of_the_address():
    columns = (Column("name", "Navn"), Column("starts", "Fra", choice=True))
    request = RequestFactory().get("/x/?q=by&columns=name")
    drawn = written('<c-columns :of="page" />', page=Listing([], [], "", "", None, chosen_columns(request, columns)))
    assert '<input type="hidden" name="q" value="by">' in drawn
    assert 'name="columns" value="starts" id="column-starts">' in drawn
    assert '<a class="link" href="?q=by">' in drawn
    assert "<details" not in written('<c-columns :of="page" />', page=Listing([], [], "", "", None))


def test_a_form_of_filters_takes_sort_and_columns_along():
    page = Listing([], [], "", "", None, kept=(("sort", "-name"), ("columns", "name"), ("columns", "county")))
    drawn = written('<c-filters :form="form" :of="page" />', page=page, form=showcase.ExampleFilter({}))
    assert '<input type="hidden" name="sort" value="-name">' in drawn
    assert drawn.count('name="columns"') == 2
    assert 'type="hidden"' not in written('<c-filters :form="form" />', form=showcase.ExampleFilter({}))
