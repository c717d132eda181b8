# holds goroutine_patterns parallel_iterators: "Python's `ProcessPoolExecutor.map`
# keeps the order, too, but copies each value to another process."
# holds race_conditions no_sharing: "Python's `ProcessPoolExecutor.map` copies each
# value to another process."
from concurrent.futures import ProcessPoolExecutor


def change(values):
    values.append("changed")
    return len(values)


if __name__ == "__main__":
    values = []
    with ProcessPoolExecutor(max_workers=1) as pool:
        print("there:", *pool.map(change, [values]))
    print("here:", len(values))

# prints:
# there: 1
# here: 0
