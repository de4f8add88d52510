"""Which household gets which dwelling: exact, in a declared order.

market     who could go where, as arrays, households in the order the municipality declares
who        the set that is served: best in the order
where      which dwelling each gets: fewest moves, then best fit, then smallest ids
"""
