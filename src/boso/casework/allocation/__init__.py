"""A proposal for who gets which dwelling: frozen, explained, and never a decision."""
