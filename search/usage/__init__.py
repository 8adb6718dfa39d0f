"""Our own record of use: what was asked, how much was found, which result was opened. No person, no address."""
