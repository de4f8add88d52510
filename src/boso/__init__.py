"""BoSo: the working system for social housing and the development programme around it."""

__version__ = "0.1.0"
