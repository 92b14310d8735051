"""What can be computed: one module per kind of analysis, and the results of them all."""
