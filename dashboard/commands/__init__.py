"""The commands of ``faultline``, each a thin layer over the library."""
