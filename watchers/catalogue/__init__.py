"""The files of config/ as values: who is followed, which feeds are read, which teams are told.

    actors.toml, feeds.toml, teams.toml  ->  files.read: a Catalogue with its faults
                                             files.load: a Catalogue, or ConfigError with every fault, one a line

What is read here is what a person wrote; what Discord adds lives in the archive. A missing file declares nothing, but a
folder without any of the three is no configuration.
"""
