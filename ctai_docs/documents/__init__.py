"""What is printed: a `Contrat` in, a named `Fichier` of bytes out."""
