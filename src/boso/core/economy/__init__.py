"""Money of the programme and of households: pure computing, exact amounts."""
