"""Temporary stays: how long they last, and when they have lasted too long."""
