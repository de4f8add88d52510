"""A municipality's own work; personal data never leaves this wing. Empty until the first homes are registered."""
