"""What is looked at: each file one part of a service, each line one thing that can be wrong with it."""
