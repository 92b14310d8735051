"""What findings are about: a file for each rule, and the registry of them all."""
