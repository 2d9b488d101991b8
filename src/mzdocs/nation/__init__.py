"""Every district workspace under one folder -> built by many hands, each station whole, with where each stands."""
