"""For editors: trying the cases of a draft, and lifting a case out of a paper's words. Nothing here publishes."""
