"""What translators write: PO catalogs, how they meet the source, and when they are stale."""
