"""The engine: from plain-language pages and PO catalogs to a light portal. CONTRIBUTING.md shows the layers."""
