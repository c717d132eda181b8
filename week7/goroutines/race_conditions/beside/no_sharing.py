# beside race_conditions no_sharing
from concurrent.futures import ProcessPoolExecutor


def sum_of_squares(part):  # runs in another process, with a copy of the part
    return sum(n * n for n in part)


if __name__ == "__main__":
    numbers = list(range(1, 100_001))
    parts = [numbers[first::4] for first in range(4)]
    with ProcessPoolExecutor(max_workers=4) as pool:
        print("sum of squares:", sum(pool.map(sum_of_squares, parts)))

# prints:
# sum of squares: 333338333350000
