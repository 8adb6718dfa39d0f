"""The long proofs; `make prove` runs them and prints their figures."""
