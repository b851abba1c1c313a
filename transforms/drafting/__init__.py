"""A source drafted from one page: what an address tells, what a careful person would find on the page, the module."""
