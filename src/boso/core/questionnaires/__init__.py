"""Forms: what is asked, in which order, under which conditions, and what follows from the answers given so far."""
