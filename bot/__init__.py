"""The composition root: settings, wiring, command line, clock, HTTP server, the demo's story."""
