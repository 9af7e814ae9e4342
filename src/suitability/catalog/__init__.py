"""The product catalog of a seller: read from files, checked, and compared with what it was."""
