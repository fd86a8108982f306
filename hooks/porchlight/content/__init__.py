"""What editors write: source pages with their front matter, their blocks, and the contacts."""
