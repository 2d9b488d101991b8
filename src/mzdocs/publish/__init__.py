"""Finished bytes -> output/: whole sets with their manifest; and the search in what was published."""
