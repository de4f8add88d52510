"""The built-in form as an XLSForm: one file a sheet, so that a change can be read line by line."""
