"""`swvmon onzekerheid`: paths of a multi-year budget when counts of pupils and TLV's turn out otherwise."""
