// Filled in by its codec.
