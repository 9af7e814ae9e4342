"""Other rule engines, one file each; `prepare` gives a function from a sale's place to the rules it violates."""
