"""How many faults put into the gates' code the tests see."""
