"""What a reader types finds the page that answers it: words, stems, the index and its reader."""
