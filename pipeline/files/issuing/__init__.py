"""Write workbooks from a master: rendered once, and only what differs written per unit."""
