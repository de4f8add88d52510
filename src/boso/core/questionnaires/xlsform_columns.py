"""The columns of an XLSForm: what each is called by different tools, which stand in several languages."""

from __future__ import annotations

from boso.core.questionnaires.xlsform_cells import squeezed

#: Columns of BoSo, for what XLSForm has no word for. Other tools leave them alone; with `::` they would not.
SOFT = "boso_soft"
MISSING = "boso_missing"

#: The title in a further language: `form_title_nn`.
TITLE_IN = "form_title_"

_SURVEY = {
    "type": "command",
    "name": "tag",
    "label": "caption, text",
    "hint": "",
    "guidance_hint": "guidance hint",
    "required": "bind::required",
    "required_message": "required message, noapperrorstring, bind::jr:requiredmsg, requiredmsg",
    "relevant": "relevance, relevancy, skip logic, bind::relevant",
    "constraint": "constraints, bind::constraint",
    "constraint_message": "constraint message, bind::jr:constraintmsg, constraintmsg",
    "calculation": "calculate, bind::calculate",
    "default": "",
    "appearance": "body::appearance, control::appearance",
    "choice_filter": "choice filter",
    "repeat_count": "repeat count, count, jr:count",
    "read_only": "readonly, read only, bind::readonly",
    "parameters": "body::parameters",
    "disabled": "",
    SOFT: "boso::soft, soft",
    MISSING: "boso::missing, missing",
}
_CHOICES = {
    "list_name": "list name, list",
    "name": "value",
    "label": "caption, text",
    MISSING: "boso::missing, missing",
}
_SETTINGS = {
    "form_title": "title, set form title",
    "form_id": "id_string, set form id",
    "version": "",
    "default_language": "default language",
    "style": "",
}

SURVEY_TRANSLATED = frozenset({"label", "hint", "guidance_hint", "required_message", "constraint_message"})
CHOICES_TRANSLATED = frozenset({"label"})
SETTINGS_TRANSLATED = frozenset({"form_title"})

#: Texts that stand on the wrong side of a colon would otherwise read as languages.
MEDIA = frozenset({"media", "image", "big_image", "audio", "video"})
#: Columns other tools know and BoSo does without, each told once.
UNUSED_SURVEY = frozenset({"trigger", "save_to", "intent", "autoplay", "count_repeat", "query"})
#: Settings that say where other tools send answers or how they encrypt them; nothing of that is kept.
UNUSED_SETTINGS = frozenset(
    {
        "public_key",
        "submission_url",
        "auto_send",
        "auto_delete",
        "client_editable",
        "instance_xmlns",
        "namespaces",
        "sms_keyword",
        "sms_separator",
        "compact_prefix",
        "compact_delimiter",
        "name",
        "prefix",
        "delimiter",
    }
)
#: Columns in which people keep notes to themselves.
NOTES = frozenset({"comment", "comments", "note", "notes", "kommentar", "kommentarer", "merknad", "merknader", "#"})


def _known(columns: dict[str, str]) -> dict[str, str]:
    found = {}
    for column, others in columns.items():
        for written in (column, *(each for each in others.split(", ") if each)):
            found["::".join(squeezed(part) for part in written.split("::"))] = column
    return found


SURVEY = _known(_SURVEY)
CHOICES = _known(_CHOICES)
SETTINGS = _known(_SETTINGS)
