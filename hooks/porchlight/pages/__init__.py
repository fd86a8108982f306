"""From localized Markdown to HTML and one record a page, with MkDocs."""
