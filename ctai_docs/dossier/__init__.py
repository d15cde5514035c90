"""Dossiers in and out: YAML with line and column, pydantic's errors in French, YAML written."""
