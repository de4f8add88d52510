"""Answers of many: how many answered, what they answered, how sure that is, and what may be compared.

dispositions  what became of each person who was asked, as codes
response      response, cooperation, refusal and contact by stated definition
answers       answers as columns of small numbers; why there is none kept apart; the base, filter by filter
cells         axes and questions of a cube whose small numbers are to be hidden
protected     what of a question may be seen at all, decided once and attacked before
cube          counts by any columns at once, from which every table follows
crosstab      a table of two: shares by row, column and all, what is expected, where it is out of the ordinary
independence  chi-square, Fisher's exact test, drawn tables where cells are small
association   how strongly two hang together, named or in order
proportions   a share with the range it may lie in, also of a small population
weights       answers that count for more than one
changes       from one wave to the next: others, the same persons, some of both
several       many tests at once
series        where waves may be compared, and why not
rounding      percentages as they are shown: plain, or adding up to a hundred
possible      which bases and counts a printed percentage can come from
backgrounds   what may be told of those who answered, so that nobody is recognised
agreement     scales of several questions; two who code the same
"""
