"""Other programs that do part of the same work, each brought to where it can be measured."""
