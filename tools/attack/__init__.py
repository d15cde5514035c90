"""Attacks on each reader, repeated at will."""
