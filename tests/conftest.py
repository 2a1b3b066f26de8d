"""Fixtures and flags shared by all tests."""
