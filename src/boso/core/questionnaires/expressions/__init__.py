"""The expression language of XLSForm: read, written back, checked and worked out."""
