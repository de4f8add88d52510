"""The partnership between the bank and its municipalities; no personal data of residents."""
