"""Settings; the only place that reads the environment. The base is safe, other modules loosen it."""
