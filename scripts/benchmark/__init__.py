"""What scripts/bench is made of: materials and drafts, peers that do the same work, and the measuring."""
