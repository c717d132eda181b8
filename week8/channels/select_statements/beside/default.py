# beside select_statements default
import queue


def print_page(number):
    print("prints page", number)
    return f"page {number}"


pages = queue.Queue(maxsize=1)
pages.put(print_page(1))
page = print_page(2)  # made before anybody looks for room, as in Go
try:
    pages.put_nowait(page)
except queue.Full:
    print("no room for", page)

# prints:
# prints page 1
# prints page 2
# no room for page 2
