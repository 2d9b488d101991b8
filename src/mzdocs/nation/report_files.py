"""What the files of a roll-up are called (docs/fleet.md)."""

PAGE, BOOK, TABLE = "index.html", "fleet.xlsx", "fleet.csv"
PARQUET, SCHEMA = "fleet.parquet", "datapackage.json"
