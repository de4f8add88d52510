"""Words of faults in a form: its names, lists, texts and expressions, and advice on how to ask."""

from __future__ import annotations

FORMS = {
    # The whole
    "no_questions": ("error", "The form has no questions.", "Add at least one."),
    "too_many_questions": ("error", "The form has too many questions.", "Keep to %(limit)s."),
    "nested_too_deep": ("error", "There are groups inside too many groups.", "Keep to %(limit)s levels."),
    "too_many_faults": ("error", "There is too much to say about this form.", "Put right what is told, and try again."),
    "group_empty": ("warning", "Nothing stands in «%(text)s».", "Fill it, or take it away."),
    "circle": (
        "error",
        "The answers depend on each other in a circle: %(circle)s.",
        "Take away one of the references in relevant, calculation, default or repeat_count.",
    ),
    # Names and lists
    "bad_name": (
        "error",
        "«%(text)s» cannot be a name.",
        "Use letters a to z, digits and _, for example «%(instead)s».",
    ),
    "name_twice": (
        "error",
        "The name «%(text)s» is used twice.",
        "It stands in row %(first)s too. Change one of them.",
    ),
    "name_differs_by_case": (
        "warning",
        "«%(text)s» and «%(other)s» differ only by capital letters.",
        "Files and statistics often take them for one. Change one of them.",
    ),
    "unknown_list": (
        "error",
        "There is no list «%(list)s» in the sheet «choices».",
        "Add the list, or correct its name.",
    ),
    "list_twice": ("error", "There are two lists «%(list)s».", "Give each its own name."),
    "list_empty": ("error", "The list «%(list)s» has no choices.", "Add choices."),
    "list_unused": ("advice", "No question uses the list «%(list)s».", ""),
    "choice_twice": (
        "error",
        "«%(choice)s» stands twice in the list «%(list)s».",
        "Change one, or set allow_choice_duplicates to yes where filters keep them apart.",
    ),
    "choice_with_blank": (
        "error",
        "The choice «%(choice)s» in the list «%(list)s» has a blank in its name.",
        "Use _ instead, for several choices are kept with blanks between.",
    ),
    "choice_without_label": (
        "warning",
        "The choice «%(choice)s» in the list «%(list)s» has no label.",
        "Its name is shown.",
    ),
    "no_label": ("warning", "«%(question)s» has no label.", "Its name is shown."),
    "no_calculation": ("error", "Nothing says how «%(question)s» is worked out.", "Fill in the column «calculation»."),
    "bad_range": ("error", "The range cannot be used: %(text)s.", "Write for example start=0 end=10 step=1."),
    "translation_lacks": ("warning", "The text lacks in %(language)s.", "Another language is shown instead."),
    "choice_translation_lacks": (
        "warning",
        "The choice «%(choice)s» in the list «%(list)s» lacks its text in %(language)s.",
        "Another language is shown instead.",
    ),
    "unknown_in_text": ("error", "The text asks for ${%(text)s}, which does not exist.", "Correct the name."),
    # How an expression is written
    "expression_too_long": ("error", "The expression is too long.", "Keep to %(limit)s letters."),
    "expression_too_deep": ("error", "The expression has too many levels.", "Divide it into calculations."),
    "expression_ends": ("error", "The expression ends too early.", "Something lacks at the end."),
    "unexpected": ("error", "«%(text)s» cannot stand where it does.", "Look at what comes before it."),
    "unknown_sign": ("error", "The sign «%(sign)s» cannot be used.", "Take it away."),
    "sign_of_other_language": ("error", "«%(sign)s» cannot be used.", "Write «%(instead)s»."),
    "quote_not_closed": ("error", "A text begins with %(sign)s and does not end.", "Put the same sign after the text."),
    "parenthesis_not_closed": ("error", "A ) lacks.", "Each ( needs its )."),
    "reference_not_closed": ("error", "A $ stands without {name}.", "Write ${name}."),
    "bad_reference": ("error", "«%(name)s» cannot be a name.", "Write ${name} with the name of a question."),
    "bare_name": (
        "error",
        "«%(name)s» stands without ${}.",
        "Write ${%(name)s} for a question, '%(name)s' for a text.",
    ),
    "last_saved_refused": (
        "error",
        "Answers of an earlier form cannot be fetched: %(name)s.",
        "Ask anew, or leave it out.",
    ),
    "paths_refused": (
        "error",
        "Paths into the form or its lists cannot be used: %(text)s",
        "Write ${name} instead, or use choice_filter.",
    ),
    # What an expression means
    "unknown_reference": ("error", "There is no question «%(name)s».", "Correct the name."),
    "unknown_reference_near": ("error", "There is no question «%(name)s».", "Did you mean «%(near)s»?"),
    "reference_to_group": ("error", "«%(name)s» is a group and has no answer.", "Ask for a question in it."),
    "reference_to_note": ("warning", "«%(name)s» is a note and is always blank.", "Ask for a question."),
    "reference_into_repeat": (
        "error",
        "«%(name)s» has one answer for each round of «%(repeat)s».",
        "Say what to do with them: sum, count, min, max, join, or indexed-repeat for one of them.",
    ),
    "unknown_function": ("error", "There is no function «%(name)s».", "See the list of functions."),
    "unknown_function_near": ("error", "There is no function «%(name)s».", "Did you mean «%(near)s»?"),
    "function_refused": ("error", "The function «%(text)s» cannot be used in BoSo.", "Leave it out."),
    "pulldata_refused": (
        "error",
        "Values cannot be fetched from a file with pulldata.",
        "Put them in the sheet «choices», as a column of the list.",
    ),
    "wrong_count": ("error", "%(name)s takes %(wanted)s values and was given %(given)s.", "Look at the commas."),
    "unknown_column_in_filter": (
        "error",
        "The list has no column «%(name)s».",
        "Add the column to the sheet «choices»; a text stands in quotes: '%(name)s'.",
    ),
    "unknown_column_near": ("error", "The list has no column «%(name)s».", "Did you mean «%(near)s»?"),
    "here_means_nothing": (
        "error",
        "A point means the answer itself, and stands where there is none.",
        "Write ${name}.",
    ),
    "parent_elsewhere": ("error", "Two points can only stand in position(..).", "Write ${name}."),
    "position_elsewhere": (
        "error",
        "Only in a repeat is there a round to give the number of.",
        "Write position(..) inside the repeat.",
    ),
    "union_of_values": ("error", "«|» can only stand between questions: %(text)s", "Write or, or concat."),
    "several_wanted": ("warning", "%(name)s counts answers, and was given %(text)s.", "Give it ${name}."),
    "indexed_repeat_of_what": (
        "error",
        "indexed-repeat needs the question, then each repeat around it with the number of the round.",
        "The repeats here are: %(wanted)s.",
    ),
    "choice_name_of_what": (
        "error",
        "jr:choice-name needs a question with choices; «%(name)s» is none.",
        "Write jr:choice-name(${name}, '${name}').",
    ),
    "selected_of_no_choices": ("warning", "«%(name)s» has no choices to be selected.", "Write ${%(name)s} = '…'."),
    "unknown_choice": (
        "warning",
        "«%(name)s» has no choice «%(choice)s», so this is never so.",
        "The nearest choice is: %(near)s.",
    ),
    "cannot_compare": (
        "warning",
        "%(left)s and %(right)s are never alike.",
        "Compare days with days, numbers with numbers.",
    ),
    "bad_pattern": (
        "error",
        "The pattern %(pattern)s cannot be used: %(part)s",
        "Use letters, [ ], ( ), |, *, +, ?, {2,5}, \\d, \\w and \\s.",
    ),
    # Advice on how to ask
    "lint_label_long": ("advice", "The question has %(count)s letters.", "Ask shorter, and put the rest in the hint."),
    "lint_choice_long": (
        "advice",
        "The choice «%(choice)s» in the list «%(list)s» has %(count)s letters.",
        "Shorten it; it must be read on a phone.",
    ),
    "lint_language_lacks": ("advice", "The form does not exist in %(language)s.", "Add the language."),
    "lint_no_dont_know": (
        "advice",
        "Whoever does not know must guess between yes and no.",
        "Add a choice for not knowing, or write dont_know in the column boso_missing.",
    ),
    "lint_missing_unmarked": (
        "advice",
        "The choice «%(choice)s» in the list «%(list)s» looks like not knowing or not answering.",
        "Write dont_know or refused in the column boso_missing, so that figures keep it apart.",
    ),
    "lint_never_reached": ("advice", "This is never asked.", "Look at the expression in relevant."),
    "lint_no_message": (
        "advice",
        "Nothing is said when the answer does not fit.",
        "Fill in constraint_message.",
    ),
    "lint_all_required": (
        "advice",
        "%(count)s of %(all)s questions must be answered.",
        "Ask softly where the work can go on without the answer.",
    ),
    "lint_many_choices": (
        "advice",
        "There are %(count)s choices to read through.",
        "Write minimal or autocomplete in appearance, or use a filter.",
    ),
    "lint_page_long": ("advice", "The page has %(count)s questions.", "Divide it."),
    "lint_same_words": (
        "advice",
        "The question has the same words as «%(other)s».",
        "Say what is different, or take one away.",
    ),
}
