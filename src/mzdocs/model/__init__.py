"""The facts of a district and its stations, as frozen values: no reading of files, no arithmetic."""
