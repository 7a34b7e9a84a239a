"""One module a revision, named by its number: what it does to an archive of the revision before."""
