"""`make watch`: the local stage follows its sources, and shows what it logs."""
