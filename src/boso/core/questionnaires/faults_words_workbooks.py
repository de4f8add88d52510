"""Words of faults in the sheets of an XLSForm."""

from __future__ import annotations

WORKBOOKS = {
    # Sheets and columns
    "no_survey_sheet": (
        "error",
        "There is no sheet «survey».",
        "Call the sheet with the questions «survey». The first sheet is called «%(text)s».",
    ),
    "sheet_too_long": ("error", "The sheet has too many rows.", "Keep to %(limit)s rows."),
    "sheet_dropped": ("warning", "BoSo does not use the sheet «%(text)s».", "Nothing of it is kept."),
    "sheet_ignored": ("advice", "The sheet «%(text)s» is not read.", ""),
    "column_twice": (
        "warning",
        "The columns «%(other)s» and «%(text)s» say the same thing.",
        "Where both are filled, the first one counts. Take away one of them.",
    ),
    "column_dropped": ("warning", "BoSo does not use the column «%(text)s».", "Nothing of it is kept."),
    "column_misspelt": (
        "warning",
        "The column «%(text)s» is unknown and is not read.",
        "Did you mean «%(near)s»?",
    ),
    "unknown_column": ("warning", "The column «%(text)s» is unknown and is not read.", "Nothing of it is kept."),
    "media_dropped": (
        "warning",
        "Pictures, sound and film in a question are not shown: «%(text)s».",
        "See to it that the question can be understood by its words.",
    ),
    "language_without_code": (
        "warning",
        "The language «%(language)s» has no code.",
        "Write for example «label::Norsk bokmål (nb)».",
    ),
    "setting_dropped": (
        "warning",
        "The setting «%(text)s» belongs to another tool.",
        "Nothing of it is kept.",
    ),
    "form_id_changed": (
        "warning",
        "The form's id «%(text)s» has signs that cannot be used.",
        "It is now «%(instead)s».",
    ),
    # Rows
    "type_missing": (
        "error",
        "The row has no type.",
        "Write what is asked for in the column «type», for example text.",
    ),
    "unknown_type": ("error", "The type «%(text)s» is unknown.", "Use for example text, integer, date or select_one."),
    "type_misspelt": ("error", "The type «%(text)s» is unknown.", "Did you mean «%(near)s»?"),
    "device_data_dropped": (
        "warning",
        "BoSo does not collect «%(text)s» about the device or the person.",
        "The row is left out.",
    ),
    "device_data_blank": (
        "warning",
        "BoSo does not collect «%(text)s» about the device or the person.",
        "It is always blank; look at the texts and expressions that ask for it.",
    ),
    "path_changed": (
        "warning",
        "The path in %(text)s was read as a question's name.",
        "It is now %(instead)s.",
    ),
    "geometry_refused": ("error", "Lines and areas on a map cannot be asked for.", "Use geopoint, or leave it out."),
    "external_file": ("error", "A form cannot bring files along.", "Put the choices in the sheet «choices»."),
    "select_from_file": (
        "error",
        "Choices from a file cannot be used: «%(text)s».",
        "Put the choices in the sheet «choices» and write select_one with the list's name.",
    ),
    "external_select": (
        "error",
        "Choices from a sheet or file of their own cannot be used.",
        "Move them to the sheet «choices», write select_one, and use choice_filter.",
    ),
    "select_from_repeat": (
        "error",
        "Choices cannot come from the answers of a repeat: «%(text)s».",
        "Use a list from the sheet «choices».",
    ),
    "select_without_list": (
        "error",
        "It does not say from which list to pick.",
        "Write select_one and the list's name.",
    ),
    "list_name_with_blank": (
        "error",
        "The list's name has a blank in it: «%(text)s».",
        "Use _ instead, in both sheets.",
    ),
    "attachment_refused": (
        "error",
        "BoSo takes no pictures, sound, film or other files in a form («%(text)s»).",
        "Take the row away. Ask for it in words, and keep the file where the municipality keeps its documents.",
    ),
    "loop_refused": ("error", "Loops cannot be used.", "Use a repeat, or write the questions out."),
    "name_missing": ("error", "The row has no name.", "Give it a name in the column «name», for example members."),
    "note_named": ("advice", "The note had no name.", "It is now called «%(text)s»."),
    "name_changed": (
        "warning",
        "The name «%(text)s» is used in row %(first)s too, in another group.",
        "Here it is now called «%(instead)s».",
    ),
    "begin_without_end": (
        "error",
        "The group «%(text)s» has no end.",
        "Put in a row with end_group or end_repeat where it ends.",
    ),
    "end_without_begin": (
        "error",
        "«%(text)s» ends something that has not begun.",
        "Take away the row, or put in the one that begins it.",
    ),
    "end_of_other": (
        "error",
        "«%(text)s» does not fit «%(begun)s» in row %(row_begun)s.",
        "A group ends with end_group, a repeat with end_repeat.",
    ),
    "end_names_other": (
        "warning",
        "The row ends «%(other)s», but names «%(text)s».",
        "See whether the groups end where they should.",
    ),
    "curly_quotes": (
        "warning",
        "The expression had quotes from a word processor.",
        "They are now plain ones.",
    ),
    "bad_parameters": ("warning", "«%(text)s» is not read as a parameter.", "Write start=0 end=10 step=1."),
    "bad_missing": ("warning", "«%(text)s» is not a kind of missing answer.", "Write dont_know or refused."),
    "list_differs_by_case": (
        "warning",
        "The list «%(text)s» is called «%(instead)s» in the sheet «choices».",
        "That one is used.",
    ),
    "or_other_converted": (
        "warning",
        "«or other» is now a choice, and a question of its own: «%(text)s».",
        "Look at the words of both.",
    ),
    "or_other_with_filter": (
        "error",
        "«or other» cannot stand together with a filter of choices.",
        "Put a choice for it in the list, and a text question after it.",
    ),
    # Choices
    "choice_without_list": ("error", "The choice belongs to no list.", "Fill in list_name."),
    "choice_without_name": ("error", "A choice in the list «%(list)s» has no name.", "Fill in the column «name»."),
    "excel_number": ("warning", "The name «%(text)s» was read as a number.", "It is now «%(instead)s»."),
}
