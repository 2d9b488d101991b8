"""Catalogues of the archive, as tables: against their schema and their plan."""
