"""The board of findings in the admin: counting them, showing them, and deciding about them."""
