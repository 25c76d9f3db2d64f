"""`swvmon serve`: a local page on which the choices of a plan are moved and the region is computed again."""
