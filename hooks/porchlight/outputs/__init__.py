"""What is made from page records alone: API, embeds, plain text, sitemap."""
