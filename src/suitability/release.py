"""The release of the library, as receipts and bundles name it."""

VERSION = "0.1.0"
