"""What proofs run inside a portal of their own: each task a function called in a process of its own."""
