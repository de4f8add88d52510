"""Tables of counts that may leave: what is hidden so that nobody can be worked out, and how it is proved.

tables       counts by dimensions with groups and sums, made from records or given
system       the cells of tables that hang together (shared cells, other dates) as sums that must hold
rule         how small is too small, and how little an attacker may be able to narrow
attack       what somebody can prove about each hidden cell, by linear programming
suppression  which cells to hide: few and cheap, a fast way for any size
exact        the fewest there can be, proved, for small tables
rounding     to multiples of three instead, still adding up
marks        the signs where no number can stand
rates        shares that tell no more than the counts they are made of
"""
