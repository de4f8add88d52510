"""The combination: own means, bank loan, startlån, grant, bostøtte and guarantee, seen together for one household."""
