"""Charts drawn on the server: `bars`, `line` and `timeline` give a `Chart` for `<c-figure :chart="chart" />`.

The title says the finding, the axis the unit. Planned is a light fill, required or open is hatched. The table beside
the picture is made of the same rows. A value that is not known is None: it is not drawn, and `..` in the table.
"""

from boso.foundation.web.chart_bars import Bar, bars
from boso.foundation.web.chart_line import Point, line
from boso.foundation.web.chart_parts import Chart, ChartError, Key, Series
from boso.foundation.web.chart_timeline import Lane, Span, timeline

__all__ = ["Bar", "Chart", "ChartError", "Key", "Lane", "Point", "Series", "Span", "bars", "line", "timeline"]
