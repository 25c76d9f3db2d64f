"""OCW: the regio-indeling and the amounts of the regulations."""
