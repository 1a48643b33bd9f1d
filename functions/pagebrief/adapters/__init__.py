"""The only home of boto3, slack_sdk and the file system: one vendor a file."""
