# beside channel_patterns pipeline
from itertools import count, islice

# A chain of generators has the same shape and no concurrency: each runs only when
# the next one asks. So nobody has to be told that the reader leaves.
areas = (side * side for side in count(10))
labels = (f"{area} m²" for area in areas)
print(list(islice(labels, 2)))

# prints:
# ['100 m²', '121 m²']
