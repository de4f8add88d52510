"""Which household gets which dwelling: exact, in a declared order, with chains of moves, and explained.

instance   what a run is asked: households, dwellings, who could live where, how many moves
market     the same as arrays, households in the order the municipality declares
who        the set that is served: best in the order
where      which dwelling each gets: fewest moves, then best fit, then smallest ids
chains     the moves, read out of the answer
answering  a whole run, and its answer as a document
"""
