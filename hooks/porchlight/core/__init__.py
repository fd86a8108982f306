"""What every other layer speaks in: languages, pages, problems, files and the cache."""
