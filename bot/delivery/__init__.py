"""From the outbox to a channel.

    outbox_store.due -> plan -> compose -> outbox_worker claims, sends, edits -> outbox_store.done | retry | lost

plan              what is to be done with the deliveries that are due in one channel
compose           the message of each step, from the archive
delivery_numbers  the numbers in a message, by which it is recognised in a channel
outbox_worker     the loop over all channels; outbox_store  its reads and writes in the archive
"""
