# beside channel_basics generator
from itertools import count, islice


def squares():
    for n in count(1):
        yield n * n  # stops here until the reader asks for the next


print(list(islice(squares(), 4)))

# prints:
# [1, 4, 9, 16]
