"""Words of faults in a survey of LimeSurvey."""

from __future__ import annotations

LSS = {
    "lss_not_xml": (
        "error",
        "The file cannot be read as a survey of LimeSurvey: %(text)s.",
        "Export the structure of the survey (.lss) once more.",
    ),
    "lss_not_survey": (
        "error",
        "This is a file of LimeSurvey, but no survey.",
        "Export the structure of the whole survey (.lss).",
    ),
    "lss_type_left_out": (
        "warning",
        "BoSo does not ask for «%(text)s».",
        "The question is left out.",
    ),
    "lss_hidden": (
        "warning",
        "The question is hidden in LimeSurvey.",
        "It is left out.",
    ),
    "lss_type_unknown": (
        "warning",
        "The type «%(text)s» is unknown.",
        "The question is left out. Ask it anew.",
    ),
    "lss_condition_unread": (
        "warning",
        "The condition is beyond BoSo: %(text)s",
        "It is asked of everybody. Write the condition anew.",
    ),
    "lss_text_unread": (
        "warning",
        "The text fills in something that BoSo cannot work out: %(text)s",
        "It stands as it is. Write the text anew.",
    ),
    "lss_rule_left_out": (
        "warning",
        "The rule for the answer is not read: %(text)s",
        "Write a rule of your own, if it is needed.",
    ),
    "lss_renamed": (
        "warning",
        "The code «%(text)s» cannot be used here.",
        "It is now «%(instead)s».",
    ),
    "lss_no_answers": (
        "warning",
        "There is nothing to choose among.",
        "The question is left out.",
    ),
}
