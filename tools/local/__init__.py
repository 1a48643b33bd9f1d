"""``make local``: all of it on this machine, a folder for the bucket, a web page for Slack and email."""
