"""What people see of messages: pictures by Chromium, and how they differ from those of the last time."""
