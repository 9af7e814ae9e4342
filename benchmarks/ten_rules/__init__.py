"""Ten rules over one sale: by us, by hand, and by other rule engines."""
