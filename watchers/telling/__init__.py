"""Who is told what, when and why: routing, digests, schedules and quiet hours. All pure but the digest's clock."""
