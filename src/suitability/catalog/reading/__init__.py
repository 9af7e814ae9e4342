"""Reading the files of a catalog: their forms, what columns and keys are called, and values as people write them."""
