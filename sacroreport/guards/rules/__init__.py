"""The rules about prose and printed numbers, a file each; the registry names them."""
