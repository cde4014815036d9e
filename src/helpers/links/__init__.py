"""Who carries what: readings handed in, settled, and the cross-reference made of them."""
