"""Invented municipalities: drawn from stated distributions, the same from the same stream of chance."""
