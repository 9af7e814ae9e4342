"""Which category of personal data a field of a system holds, told from its name, label and comment."""
