"""YAML as text: read into a tree that knows its lines, faults told at their cause, and edited where it stands."""
