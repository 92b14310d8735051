"""The whole way, in order: analyse, check, build, verify."""
