"""Reading what copy says of a product: the figures, what stands around them, and how the text is laid out."""
