"""An examination: what is quick is looked at each time, what takes a while is taken from the store."""
