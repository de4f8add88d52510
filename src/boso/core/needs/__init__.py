"""What a household needs, worked out from who lives in it."""
