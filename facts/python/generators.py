# holds goroutine_patterns pipeline: "On one thread a chain of iterators is a
# pipeline, too, as generators are in Python."
from itertools import count, islice

squared = []


def areas():
    for side in count(10):
        squared.append(side)
        yield side * side


labels = (f"{area} m²" for area in areas())
print(list(islice(labels, 2)), squared)

# prints:
# ['100 m²', '121 m²'] [10, 11]
