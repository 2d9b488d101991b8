"""Sweeps over many invented inputs: too long for every test run, started by `make gate`."""
