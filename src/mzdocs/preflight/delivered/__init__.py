"""Files as they come: their bytes, kind, name, and the manifest beside them."""
