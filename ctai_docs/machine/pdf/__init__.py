"""Documents as PDF, by LibreOffice: tagged, PDF/UA-1 and PDF/A-2b."""

from ctai_docs.machine.pdf.beside import pdfs_of, with_pdfs
from ctai_docs.machine.pdf.office import find_office, to_pdf

__all__ = ["find_office", "pdfs_of", "to_pdf", "with_pdfs"]
