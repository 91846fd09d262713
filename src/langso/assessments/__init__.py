"""Where communes stand: live verdicts out of what the registers hold, and when they turned."""
