"""Every sentence that people read, and nothing else."""
