"""Technical apps that know nothing about housing."""
