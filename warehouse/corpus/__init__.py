"""Tables over all articles: the same whatever the order and size of the loads that brought them."""
