"""From the national record to the desk and the counter, as often as wanted, beside the work of editors."""
