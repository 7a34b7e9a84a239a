"""From the outbox to a channel: what is due is planned, composed, sent and recorded, in this order."""
