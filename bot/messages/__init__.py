"""Every Vietnamese sentence that the bot says, one module a topic; functions where a sentence takes values."""
