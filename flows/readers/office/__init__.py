"""Files of offices and mailboxes: documents, spreadsheets, PDF, messages, Markdown."""

from flows.readers.office.docx import Docx
from flows.readers.office.mail import Eml, Mbox
from flows.readers.office.markdown import Markdown
from flows.readers.office.pdf import Pdf
from flows.readers.office.sheet import Sheet

__all__ = ["Docx", "Eml", "Markdown", "Mbox", "Pdf", "Sheet"]
