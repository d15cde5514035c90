"""The command line, in French. Exit codes: 0 clean, 1 findings, 2 cannot run."""
