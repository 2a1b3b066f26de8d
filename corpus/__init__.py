"""What the regulations say: texts, units, citations and the law as data. Imports the standard library only."""
