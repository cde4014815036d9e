"""Is what was made anew what was published?"""
