"""What `python -m tests.benchmarks.linkage` is made of: worlds, ways to link them, and how well each did."""
