"""The context of each document: the model beside the form, ready to print."""
