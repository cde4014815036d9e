"""Tables that people hand in (text, Excel, OpenDocument), read as rows of text cells with their lines."""
