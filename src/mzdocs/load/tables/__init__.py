"""Tables beside a data file, as offices save them: CSV or workbook -> rows as facts, and what was read otherwise."""
