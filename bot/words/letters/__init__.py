"""The letters to customers in plain English, a page for each; pages share what stands in `parts`."""
