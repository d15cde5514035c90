"""Templates compiled once, rendered many times, linked into one file; what a sound .docx obeys."""
