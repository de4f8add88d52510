"""Need against stock on a day: a need is met only if a home is left for it when all are matched.

most        the most needs that can be met, and which heap carries a shortage
heaps       equal needs and equal homes put together, in the declared order
table       the figures by cell: met, missing, left over, lived in unsuitably, out of use
misfits     what is wrong with the home somebody lives in
ahead       the same some years on, under assumptions that stand as data
"""
