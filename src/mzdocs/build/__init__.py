"""A station's data file -> its finished sets; many stations, the district's own papers, and the ledger."""
