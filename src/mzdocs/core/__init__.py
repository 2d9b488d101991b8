"""Small knowledge everything may use: problems and exit codes, lengths with their unit, text, numbers of people."""
