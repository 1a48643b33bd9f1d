"""Which of twenty descriptions fits a page? And from which similarity on does one fit at all?"""
