"""What is seen of a deployment → findings: what is well, what is wrong, and what to do. Pure."""
