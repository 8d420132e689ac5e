"""From a template to a page in which everything is escaped and a policy lets no script run but the page's own."""
