"""Writing what is published: pictures, numbers, texts, workbooks and their manifest."""
