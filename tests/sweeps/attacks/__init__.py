"""Named hostile files, made from code: what each is, the command that takes it, and how it must end."""
