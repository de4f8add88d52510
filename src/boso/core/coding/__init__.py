"""Text that is coded: places in it, sentences, overlapping codes, agreement of coders, and exchange as REFI-QDA."""
