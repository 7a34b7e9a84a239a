"""From feeds to stories: everything that is known, compared and decided. Knows nothing of Discord.

    due feeds -> fetch -> parse -> match -> sign -> | candidates -> compare -> record -> route | -> deliver

`pipeline` calls these stages in order and decides nothing; `poller` brings what it records. Between the stages pass
frozen values of `model`.
"""
