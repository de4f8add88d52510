"""Pure computing: no Django, no database, no clock, no randomness that is not passed in, no network."""
