"""Loans: formulas, plans to the øre, effective rates, and which terms are lawful."""
