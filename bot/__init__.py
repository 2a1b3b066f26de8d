"""Talking to officers: assistant, conversation, channels, store and the program itself."""
