# holds goroutine_basics captures: "Python's closures still behave in that way."
pages = [lambda: page for page in (1, 2, 3)]
print([page() for page in pages])

# prints:
# [3, 3, 3]
