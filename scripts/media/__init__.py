"""Generators of the media that the demo, the tests and the benchmarks use; scripts/make-media runs them."""
