"""Settings, addresses, navigation and commands: the only part that knows everyone."""
