"""The rules that come with the package, one file for each thing that they look at."""
