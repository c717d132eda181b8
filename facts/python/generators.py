# holds goroutine_patterns pipeline: "Python's generators make such a pipeline on
# one thread"
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
