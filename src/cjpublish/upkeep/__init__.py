"""The store's upkeep: how much it may hold, what it forgets, and whether it is whole."""
