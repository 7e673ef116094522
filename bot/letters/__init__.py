"""Letters to customers: drafted from a case for a manager to read, edit and send; nothing is sent from here."""
