"""Photos, other pictures and codes."""
