"""Ways to reach people: what a channel can do, and the channel-free messages that all of them carry."""
