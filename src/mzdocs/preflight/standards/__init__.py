"""What the standards ask of a file as a whole; the engine of another judge."""
