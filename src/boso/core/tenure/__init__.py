"""Homes through time: how long they stand empty and in which step, and what the days of a lease mean."""
