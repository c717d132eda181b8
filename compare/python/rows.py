"""One row with Python's threads: ROW WAY SIZE. Prints the measured value and the check."""

import os
import sys
import threading
import time
from collections import Counter
from queue import Queue

BATCH = 128
WORKERS = 4
MASK = (1 << 64) - 1
DONE = object()


def start(target, *args):
    thread = threading.Thread(target=target, args=args)
    thread.start()
    return thread


def spawn(n):
    count = 0
    lock = threading.Lock()

    def add():
        nonlocal count
        with lock:
            count += 1

    threads = [start(add) for _ in range(n)]
    for thread in threads:
        thread.join()
    return count


def spawn_threads(n):
    """One after the other; spawn has them side by side."""
    count = 0

    def add():
        nonlocal count
        count += 1

    for _ in range(n):
        start(add).join()
    return count


def memory(n):
    """The bytes that each of n threads takes while it waits."""
    released = threading.Event()
    before = resident()
    threads = [start(released.wait) for _ in range(n)]
    value = (resident() - before) / n
    released.set()
    for thread in threads:
        thread.join()
    return value, n


def resident():
    try:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * 4096
    except OSError:
        return 0


def is_prime(n):
    divisor = 3
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 2
    return n == 2 or n > 2 and n % 2 == 1


def primes(n, threads):
    """Counts the primes below n by trial; each thread takes every so manieth number."""
    counts = [0] * threads

    def part(own):
        counts[own] = sum(is_prime(v) for v in range(own, n, threads))

    for thread in [start(part, own) for own in range(threads)]:
        thread.join()
    return sum(counts)


def pingpong(n):
    """A queue has room for one at least, so the other side answers before it goes on."""
    ping, pong = Queue(1), Queue(1)

    def answer():
        while (v := ping.get()) is not DONE:
            pong.put(v)

    other = start(answer)
    total = 0
    for v in range(n):
        ping.put(v)
        total += pong.get()
    ping.put(DONE)
    other.join()
    return total


def fanin(n, senders):
    queue = Queue(BATCH)

    def send(part):
        for v in range(n * part // senders, n * (part + 1) // senders):
            queue.put(v)
        queue.put(DONE)

    threads = [start(send, part) for part in range(senders)]
    total = drain(queue, senders)
    for thread in threads:
        thread.join()
    return total


def pool(n):
    jobs, results = Queue(BATCH), Queue(BATCH)

    def work():
        while (job := jobs.get()) is not DONE:
            results.put(job)
        results.put(DONE)

    def give():
        for job in range(n):
            jobs.put(job)
        for _ in range(WORKERS):
            jobs.put(DONE)

    threads = [start(work) for _ in range(WORKERS)] + [start(give)]
    total = drain(results, WORKERS)
    for thread in threads:
        thread.join()
    return total


def drain(queue, senders):
    total = 0
    while senders:
        v = queue.get()
        if v is DONE:
            senders -= 1
        else:
            total += v
    return total


def daisy(n):
    first = left = Queue(1)

    def add(left, right):
        right.put(left.get() + 1)

    threads = []
    for _ in range(n):
        right = Queue(1)
        threads.append(start(add, left, right))
        left = right
    first.put(0)
    total = left.get()
    for thread in threads:
        thread.join()
    return total


def mutex(n):
    count = 0
    lock = threading.Lock()

    def adds():
        nonlocal count
        for _ in range(n // 4):
            with lock:
                count += 1

    for thread in [start(adds) for _ in range(4)]:
        thread.join()
    return count


def numbers(n):
    """Knuth's linear congruential generator (MMIX), from 1 on."""
    result, v = [], 1
    for _ in range(n):
        result.append(v)
        v = (v * 6364136223846793005 + 1442695040888963407) & MASK
    return result


def text(n):
    return "".join(f"word{(v >> 33) % 5000} " for v in numbers(n))


def on_parts(of, work):
    """The results of work on one part for each core."""
    cores = os.cpu_count() or 1
    size = max(1, -(-len(of) // cores))
    parts = [of[at : at + size] for at in range(0, len(of), size)]
    results = [None] * len(parts)

    def run(place):
        results[place] = work(parts[place])

    for thread in [start(run, place) for place in range(len(parts))]:
        thread.join()
    return results


def timed(work, *args):
    begin = time.perf_counter()
    result = work(*args)
    return (time.perf_counter() - begin), result


def per_op(n, work, *args):
    seconds, check = timed(work, n, *args)
    return seconds * 1e9 / n, check


def total(n):
    data = numbers(n)
    seconds, sums = timed(on_parts, data, sum)
    return seconds * 1e9 / n, sum(sums) & MASK


def sort(n):
    """One thread: threads would only take turns, and list.sort is written in C."""
    data = numbers(n)
    seconds, _ = timed(data.sort)
    return seconds * 1e9 / n, sum(v * place for place, v in enumerate(data, 1)) & MASK


def wordcount(n):
    data = text(n)
    seconds, counts = timed(lambda: Counter(data.split()))
    return seconds * 1e9 / n, sum(count * count for count in counts.values())


def whole(n, work, *args):
    seconds, check = timed(work, n, *args)
    return seconds * 1e3, check


ROWS = {
    "spawn": lambda n: per_op(n, spawn),
    "spawn_threads": lambda n: per_op(n, spawn_threads),
    "memory": memory,
    "cpu1": lambda n: whole(n, primes, 1),
    "cpu": lambda n: whole(n, primes, os.cpu_count() or 1),
    "pingpong": lambda n: per_op(n, pingpong),
    "oneway128": lambda n: per_op(n, fanin, 1),
    "fanin": lambda n: per_op(n, fanin, 4),
    "pool": lambda n: per_op(n, pool),
    "daisy": lambda n: per_op(n, daisy),
    "mutex": lambda n: per_op(n, mutex),
    "sum": total,
    "sort": sort,
    "wordcount": wordcount,
}

if __name__ == "__main__":
    row, _, size = sys.argv[1:]
    if row not in ROWS:
        sys.exit(f"no such row: {row}")
    print(*ROWS[row](int(size)))
