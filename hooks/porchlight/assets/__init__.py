"""What a page carries besides words: pictures, styles, icons."""
