"""A run as a workbook that computes: a controller changes a number and sees the amounts that follow from it."""
