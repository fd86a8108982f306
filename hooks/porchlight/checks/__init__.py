"""What is looked at before anything is published: links, weights, coverage, the report."""
