# beside goroutine_patterns choose
import asyncio
import threading
from concurrent.futures import ProcessPoolExecutor


async def waits():  # thousands of them, in awaits: tasks
    await asyncio.sleep(0)
    return 1


def blocks(results):  # a few calls that block: threads
    results.append(1)


def computes(n):  # needs a core of its own: processes
    return n * n


async def main():
    print("tasks:", sum(await asyncio.gather(*(waits() for _ in range(1000)))))


if __name__ == "__main__":
    asyncio.run(main())

    results = []
    threads = [threading.Thread(target=blocks, args=(results,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("threads:", len(results))

    with ProcessPoolExecutor() as pool:
        print("processes:", list(pool.map(computes, range(3))))

# prints:
# tasks: 1000
# threads: 3
# processes: [0, 1, 4]
