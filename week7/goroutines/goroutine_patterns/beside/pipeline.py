# beside goroutine_patterns pipeline
import itertools

numbers = itertools.count(1)  # nothing runs before somebody asks for an item
squares = (n * n for n in numbers)
even = (n for n in squares if n % 2 == 0)
lines = (f"<{n}>" for n in even)
print(list(itertools.islice(lines, 4)))  # all of it on one thread

# prints:
# ['<4>', '<16>', '<36>', '<64>']
