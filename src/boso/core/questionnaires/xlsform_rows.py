"""Single cells of the sheet `survey`: expressions, truths, parameters, defaults."""

from __future__ import annotations

import re

from boso.core.questionnaires.defaults import is_expression
from boso.core.questionnaires.expressions.parser import tidy
from boso.core.questionnaires.expressions.tokens import uses_curly_quotes
from boso.core.questionnaires.form import ALWAYS, NUMBERS, Kind, Pairs
from boso.core.questionnaires.xlsform_cells import without_excel

_YES = frozenset({"yes", "true", "true()", "1", "ja", "y", "x"})
_NO = frozenset({"no", "false", "false()", "0", "nei", "n"})
_QUOTED = re.compile(r"('[^']*'|\"[^\"]*\")")
_PATH = re.compile(
    r"(?<![\w/.])(?:current\(\)/)?(?:\.\./)+(?:[A-Za-z_][\w.-]*/)*([A-Za-z_][\w.-]*)(?![\w./\[(-])"
    r"|(?<![\w/.)\]])/(?:[A-Za-z_][\w.-]*/)+([A-Za-z_][\w.-]*)(?![\w./\[(-])"
)
_PARAMETER = re.compile(r"([A-Za-z][\w-]*)\s*=\s*([^\s,;=]+)[\s,;]*")


def expression(written: str) -> str:
    """An expression as written, with plain quotes."""
    return tidy(written) if uses_curly_quotes(written) else written


def without_paths(written: str) -> str:
    """An expression with `${name}` for each path to a question, such as `../name`; texts in quotes are left alone."""
    parts = _QUOTED.split(written)
    return "".join(part if number % 2 else _PATH.sub(_name_of_path, part) for number, part in enumerate(parts))


def _name_of_path(match: re.Match[str]) -> str:
    return f"${{{match[1] or match[2]}}}"


def truth_of_excel(written: str) -> str:
    """The truths that Excel makes of `true` and `false`, as functions."""
    low = written.casefold()
    return f"{low}()" if low in {"true", "false"} else written


def yes_no_or_expression(written: str) -> str:
    """A truth as an expression: `true()` for yes, blank for no; anything else as it stands."""
    low = without_excel(written).casefold()
    if low in _YES:
        return ALWAYS
    return "" if low in _NO else written


def parameters(written: str) -> tuple[Pairs, str]:
    """Pairs of name and value, and what could not be read."""
    found = tuple((name.casefold(), value) for name, value in _PARAMETER.findall(written))
    return tuple(dict(found).items()), _PARAMETER.sub("", written).strip()


def plain_default(kind: Kind, written: str) -> str:
    """A default without what Excel adds to numbers and days; one that is worked out as it stands."""
    if is_expression(written) or kind in {Kind.TEXT, Kind.NOTE}:
        return expression(written) if is_expression(written) else written
    if kind in NUMBERS or kind.has_choices or kind in {Kind.DATE, Kind.HIDDEN}:
        return without_excel(written)
    return written
