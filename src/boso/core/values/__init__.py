"""Money, periods, codes over time: small values that everything else counts with."""
