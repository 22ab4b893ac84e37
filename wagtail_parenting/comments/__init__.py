"""Reader comments: what visitors write below a page. So far its parts without a database."""
