"""The path of an article and of a story, in order: the only writers of verdicts. Calls the stages; decides nothing."""
