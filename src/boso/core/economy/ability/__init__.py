"""Ability to pay (betjeningsevne): what living costs, what is left for a home, and the loan it bears."""
