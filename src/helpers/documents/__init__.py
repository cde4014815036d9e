"""From a file that somebody brings (Word, OpenDocument, PDF, web page, text) to its text, every line with its place."""
