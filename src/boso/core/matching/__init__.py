"""Which household gets which dwelling: exact, in a declared order, with chains of moves, and explained.

rules, homes, pairs    who could be proposed what, and how well it suits; misses: the one rule in somebody's way
instance               what a run is asked; reading and arrays: from documents and files; order: as a market
market                 who could go where, as arrays, households in the order the municipality declares
who                    the set that is served: best in the order; largest: the most, whatever the order
where                  which dwelling each gets: fewest (moves), then cheapest (best fit), then smallest (ids)
proposing              a bound on the moves of a chain: levels, by_sets, branch and bound
answering              a whole run; chains: its moves; documents: the answer as others read it
explaining             why not, and why here (closed: the sets behind it); changes: what if
fairness               how groups have fared over many runs
"""
