"""Indicators: typed periods, values that are added rightly over time and over borders, files of statistics."""
