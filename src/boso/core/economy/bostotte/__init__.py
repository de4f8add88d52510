"""Bostøtte: the law of a month (`terms`), the calculation in steps (`working`), what follows from it (`asking`)."""
