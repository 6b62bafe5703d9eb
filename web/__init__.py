"""The public archive: pages, feeds and open data of what is published, and of nothing else."""
