"""Cleaners on the development pages: what each one keeps, and in what time."""
