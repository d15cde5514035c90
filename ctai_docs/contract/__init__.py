"""What a contract is: its types, the national form, what its texts may cite, its avenants."""
