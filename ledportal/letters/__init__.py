"""Letters with invitation codes to municipalities that nobody represents yet: the runs, their PDFs, and what became of the codes."""
