"""Which unit answers: BM25 over the articles and the units in them. Stands on the door of corpus."""
