"""Where things lie on a page: what touches, what keeps clear, what is centred, read, or split."""
