"""The try-out: a page on this computer where the visitor is three workers and two managers."""
