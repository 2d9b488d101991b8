"""What one file to make is, as frozen values."""
