# beside goroutine_patterns parallel_iterators
from concurrent.futures import ProcessPoolExecutor


def steps_to_one(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


if __name__ == "__main__":
    with ProcessPoolExecutor() as pool:  # each number is copied to another process
        print(sum(pool.map(steps_to_one, range(1, 2_001), chunksize=500)), "steps")

# prints:
# 134100 steps
