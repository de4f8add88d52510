"""What home a household needs: size norms, situations, grounds, and figures that tell on nobody."""
