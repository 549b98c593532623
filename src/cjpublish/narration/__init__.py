"""From a Publication to its Timeline: plan what is said, speak it, assemble each chapter."""
